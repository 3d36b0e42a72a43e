#include "analyzer/report/snippet.h"

#include <algorithm>

#include "analyzer/report/display.h"
#include "parsers/source/utf8.h"

namespace brn::report {
namespace {

/// A label with its lines found.
struct Placed {
  const Label* label = nullptr;
  LineColumn begin;
  LineColumn end;
};

Placed placed(const SourceManager& sources, const Label& label) {
  const Span place = label.place;
  return Placed{&label, sources.line_column(place.file, place.begin), sources.line_column(place.file, place.end)};
}

/// The part of a line that is shown, and where the underline goes, in cells.
struct Window {
  std::vector<Cell> cells;
  std::size_t first = 0;
  std::size_t last = 0;  // past the end
  std::size_t mark_first = 0;
  std::size_t mark_last = 0;
  bool is_cut_before = false;
  bool is_cut_after = false;
};

std::size_t columns(const std::vector<Cell>& cells, std::size_t first, std::size_t last) {
  std::size_t sum = 0;
  for (std::size_t i = first; i < last; ++i) sum += cells[i].width;
  return sum;
}

std::size_t cell_at(const std::vector<Cell>& cells, std::size_t byte) {
  const auto found = std::lower_bound(cells.begin(), cells.end(), byte,
                                      [](const Cell& cell, std::size_t at) { return cell.begin < at; });
  return static_cast<std::size_t>(found - cells.begin());
}

// Moves the window so that the mark is in it, with some text before it.
void narrow(Window& window, std::size_t room) {
  const std::vector<Cell>& cells = window.cells;
  if (columns(cells, 0, cells.size()) <= room) return;
  std::size_t used = 0;
  if (columns(cells, 0, window.mark_last) > room) {
    window.first = window.mark_first;
    while (window.first > 0 && used + cells[window.first - 1].width <= room / 4) used += cells[--window.first].width;
  }
  used = 0;
  window.last = window.first;
  while (window.last < cells.size() && used + cells[window.last].width <= room) used += cells[window.last++].width;
  window.mark_last = std::min(window.mark_last, window.last);
  window.is_cut_before = window.is_cut_before || window.first > 0;
  window.is_cut_after = window.is_cut_after || window.last < cells.size();
}

// The label's first line, as much of it as fits. Of a very long line (a minified file) only the surroundings are read.
Window window_of(const SourceManager& sources, const Placed& label, std::size_t room) {
  constexpr std::size_t kSurroundings = 1024;
  const std::string_view whole = sources.text(label.label->place.file);
  const std::string_view line = sources.line_text(label.label->place.file, label.begin.line);
  const auto line_begin = static_cast<std::size_t>(line.data() - whole.data());
  const std::size_t mark_begin = std::min<std::size_t>(label.label->place.begin - line_begin, line.size());
  const std::size_t mark_end = std::min<std::size_t>(label.label->place.end - line_begin, line.size());
  std::size_t begin = mark_begin > kSurroundings ? mark_begin - kSurroundings : 0;
  while (begin > 0 && (static_cast<unsigned char>(line[begin]) & 0xC0U) == 0x80U) --begin;
  Window window;
  window.cells = cells_of(line.substr(begin, 2 * kSurroundings));
  window.last = window.cells.size();
  window.mark_first = cell_at(window.cells, mark_begin - begin);
  window.mark_last = cell_at(window.cells, mark_end - begin);
  window.is_cut_before = begin > 0;
  window.is_cut_after = begin + 2 * kSurroundings < line.size();
  narrow(window, room);
  return window;
}

std::size_t digits(std::size_t number) {
  return std::to_string(number).size();
}

class Drawing {
 public:
  Drawing(const SourceManager& sources, const SnippetOptions& options, std::size_t gutter)
      : sources_(sources), options_(options), gutter_(gutter) {}

  void place(const Placed& label, bool is_first_file) {
    out_.append(gutter_, ' ').append(options_.paint(Style::Blue, is_first_file ? "--> " : "::: "));
    out_.append(place_text(sources_, label.label->place)).append("\n");
    bar();
  }
  void label(const Placed& label, std::uint32_t line_before) {
    if (line_before != 0 && label.begin.line > line_before + 1) {
      out_.append(options_.paint(Style::Blue, "...")).append("\n");
    }
    const std::size_t room = std::max<std::size_t>(options_.width > gutter_ + 5 ? options_.width - gutter_ - 5 : 0, 40);
    const Window window = window_of(sources_, label, room);
    if (label.begin.line != line_before || window.is_cut_before) source_line(label.begin.line, window);
    underline(label, window);
  }
  void bar() { out_.append(gutter_ + 1, ' ').append(options_.paint(Style::Blue, "|")).append("\n"); }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void source_line(std::uint32_t line, const Window& window) {
    std::string number = std::to_string(line);
    number.insert(0, gutter_ - number.size(), ' ');
    std::string text;
    if (window.is_cut_before) text += "…";
    for (std::size_t i = window.first; i < window.last; ++i) text += window.cells[i].text;
    if (window.is_cut_after) text += "…";
    while (!text.empty() && text.back() == ' ') text.pop_back();
    out_.append(options_.paint(Style::Blue, number + " |"));
    if (!text.empty()) out_.append(" ").append(text);
    out_.append("\n");
  }
  void underline(const Placed& label, const Window& window) {
    const std::size_t indent = columns(window.cells, window.first, window.mark_first) + (window.is_cut_before ? 1 : 0);
    const std::size_t length = std::max<std::size_t>(columns(window.cells, window.mark_first, window.mark_last), 1);
    const bool is_primary = label.label->is_primary;
    std::string mark(length, is_primary ? '^' : '-');
    if (label.end.line > label.begin.line) mark += "… to line " + std::to_string(label.end.line);
    if (!is_primary && !label.label->message.empty()) mark += " " + printable(label.label->message);
    out_.append(gutter_ + 1, ' ').append(options_.paint(Style::Blue, "|")).append(indent + 1, ' ');
    out_.append(is_primary ? options_.paint(options_.severity, mark) : options_.paint(Style::Blue, mark)).append("\n");
  }

  const SourceManager& sources_;
  const SnippetOptions& options_;
  std::size_t gutter_;
  std::string out_;
};

void draw_file(Drawing& drawing, std::vector<Placed>& labels, bool is_first_file) {
  drawing.place(labels.front(), is_first_file);
  std::stable_sort(labels.begin(), labels.end(), [](const Placed& a, const Placed& b) { return a.begin < b.begin; });
  std::uint32_t line = 0;
  for (const Placed& label : labels) {
    drawing.label(label, line);
    line = label.begin.line;
  }
}

}  // namespace

std::string place_text(const SourceManager& sources, Span place) {
  const LineColumn begin = sources.line_column(place.file, place.begin);
  return printable(sources.path(place.file)) + ":" + std::to_string(begin.line) + ":" + std::to_string(begin.column);
}

std::string draw_snippet(const SourceManager& sources, const std::vector<Label>& labels, const SnippetOptions& options,
                         std::size_t* gutter) {
  std::vector<std::vector<Placed>> files;
  std::size_t width = 1;
  for (const Label& label : labels) {
    if (!label.place.is_valid()) continue;
    const Placed one = placed(sources, label);
    width = std::max(width, digits(one.begin.line));
    const auto known = std::find_if(files.begin(), files.end(), [&](const std::vector<Placed>& file) {
      return file.front().label->place.file == label.place.file;
    });
    if (known == files.end()) {
      files.push_back({one});
    } else {
      known->push_back(one);
    }
  }
  *gutter = width;
  Drawing drawing(sources, options, width);
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (i != 0) drawing.bar();
    draw_file(drawing, files[i], i == 0);
  }
  return drawing.take();
}

}  // namespace brn::report
