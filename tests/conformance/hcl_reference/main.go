// Prints what HashiCorp's own parser makes of HCL files, in the form of tests/conformance/hcl_dump.cpp: one line for
// each attribute and block with its byte range, expressions as lists. Reads paths on standard input.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

func at(r hcl.Range) string { return fmt.Sprintf("%d-%d", r.Start.Byte, r.End.Byte) }

var escapes = strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`, `"`, `\"`, `\`, `\\`)

func quoted(text string) string { return `"` + escapes.Replace(text) + `"` }

func literal(v cty.Value) string {
	switch {
	case v.IsNull():
		return "null"
	case v.Type() == cty.String:
		return quoted(v.AsString())
	case v.Type() == cty.Bool && v.True():
		return "true"
	case v.Type() == cty.Bool:
		return "false"
	default:
		return "number"
	}
}

// The steps of a traversal around what they are applied to.
func steps(inner string, traversal hcl.Traversal) string {
	for _, step := range traversal {
		switch s := step.(type) {
		case hcl.TraverseAttr:
			inner = fmt.Sprintf("(get %s %s)", s.Name, inner)
		case hcl.TraverseIndex:
			inner = fmt.Sprintf("(index %s %s)", inner, literal(s.Key))
		}
	}
	return inner
}

func all(expressions []hclsyntax.Expression) string {
	var parts []string
	for _, one := range expressions {
		parts = append(parts, dump(one))
	}
	return strings.Join(parts, " ")
}

// A template: literal text between its parts is joined.
func template(expressions []hclsyntax.Expression) string {
	var parts []string
	text, has := "", false
	for _, one := range expressions {
		if l, ok := one.(*hclsyntax.LiteralValueExpr); ok && l.Val.Type() == cty.String {
			text, has = text+l.Val.AsString(), true
			continue
		}
		if has && text != "" {
			parts = append(parts, quoted(text))
		}
		text, has = "", false
		parts = append(parts, dump(one))
	}
	if text != "" {
		parts = append(parts, quoted(text))
	}
	return strings.Join(parts, " ")
}

func isText(t *hclsyntax.TemplateExpr) bool {
	for _, one := range t.Parts {
		if l, ok := one.(*hclsyntax.LiteralValueExpr); !ok || l.Val.Type() != cty.String {
			return false
		}
	}
	return true
}

func dump(e hclsyntax.Expression) string {
	switch x := e.(type) {
	case *hclsyntax.LiteralValueExpr:
		return literal(x.Val)
	case *hclsyntax.TemplateExpr:
		if isText(x) {
			inner := template(x.Parts)
			if inner == "" {
				inner = `""`
			}
			return inner
		}
		return "(template " + template(x.Parts) + ")"
	case *hclsyntax.TemplateWrapExpr:
		return "(template " + dump(x.Wrapped) + ")"
	case *hclsyntax.TemplateJoinExpr:
		return "(directive " + dump(x.Tuple) + ")"
	case *hclsyntax.ScopeTraversalExpr:
		return steps("(name "+x.Traversal.RootName()+")", x.Traversal[1:])
	case *hclsyntax.RelativeTraversalExpr:
		return steps(dump(x.Source), x.Traversal)
	case *hclsyntax.IndexExpr:
		return fmt.Sprintf("(index %s %s)", dump(x.Collection), dump(x.Key))
	case *hclsyntax.SplatExpr:
		return fmt.Sprintf("(splat %s %s)", dump(x.Source), dump(x.Each))
	case *hclsyntax.AnonSymbolExpr:
		return "(item)"
	case *hclsyntax.FunctionCallExpr:
		return fmt.Sprintf("(call %s %v %s)", x.Name, x.ExpandFinal, all(x.Args))
	case *hclsyntax.BinaryOpExpr:
		return fmt.Sprintf("(%s %s %s)", operators[x.Op], dump(x.LHS), dump(x.RHS))
	case *hclsyntax.UnaryOpExpr:
		return fmt.Sprintf("(%s %s)", operators[x.Op], dump(x.Val))
	case *hclsyntax.ConditionalExpr:
		return fmt.Sprintf("(if %s %s %s)", dump(x.Condition), dump(x.TrueResult), dump(x.FalseResult))
	case *hclsyntax.TupleConsExpr:
		return "(tuple " + all(x.Exprs) + ")"
	case *hclsyntax.ObjectConsExpr:
		var parts []string
		for _, item := range x.Items {
			parts = append(parts, dump(item.KeyExpr), dump(item.ValueExpr))
		}
		return "(object " + strings.Join(parts, " ") + ")"
	case *hclsyntax.ObjectConsKeyExpr:
		if name := hcl.ExprAsKeyword(x.Wrapped); name != "" && !x.ForceNonLiteral {
			return fmt.Sprintf("(name %s)", name)
		}
		return dump(x.Wrapped)
	case *hclsyntax.ForExpr:
		result := fmt.Sprintf("(for %s %s %s", x.KeyVar, x.ValVar, dump(x.CollExpr))
		if x.KeyExpr != nil {
			result += " " + dump(x.KeyExpr)
		}
		result += " " + dump(x.ValExpr)
		if x.CondExpr != nil {
			result += " if " + dump(x.CondExpr)
		}
		return fmt.Sprintf("%s %v)", result, x.Group)
	case *hclsyntax.ParenthesesExpr:
		return "(parens " + dump(x.Expression) + ")"
	}
	return fmt.Sprintf("(unhandled %T)", e)
}

var operators = map[*hclsyntax.Operation]string{
	hclsyntax.OpLogicalOr: "||", hclsyntax.OpLogicalAnd: "&&", hclsyntax.OpLogicalNot: "!",
	hclsyntax.OpEqual: "==", hclsyntax.OpNotEqual: "!=", hclsyntax.OpGreaterThan: ">",
	hclsyntax.OpGreaterThanOrEqual: ">=", hclsyntax.OpLessThan: "<", hclsyntax.OpLessThanOrEqual: "<=",
	hclsyntax.OpAdd: "+", hclsyntax.OpSubtract: "-", hclsyntax.OpMultiply: "*", hclsyntax.OpDivide: "/",
	hclsyntax.OpModulo: "%", hclsyntax.OpNegate: "-",
}

func body(out *bufio.Writer, b *hclsyntax.Body) {
	var attributes []*hclsyntax.Attribute
	for _, one := range b.Attributes {
		attributes = append(attributes, one)
	}
	sort.Slice(attributes, func(i, k int) bool { return attributes[i].SrcRange.Start.Byte < attributes[k].SrcRange.Start.Byte })
	for _, one := range attributes {
		fmt.Fprintf(out, "attribute %s %s %s %s\n", one.Name, at(one.NameRange), at(one.Expr.Range()), dump(one.Expr))
	}
	for _, one := range b.Blocks {
		labels := ""
		for i, label := range one.Labels {
			labels += fmt.Sprintf(" %s@%s", quoted(label), at(one.LabelRanges[i]))
		}
		fmt.Fprintf(out, "block %s %s%s %d\n", one.Type, at(one.TypeRange), labels, one.CloseBraceRange.End.Byte)
		body(out, one.Body)
	}
}

func main() {
	paths := bufio.NewScanner(os.Stdin)
	paths.Buffer(make([]byte, 1<<20), 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for paths.Scan() {
		text, err := os.ReadFile(paths.Text())
		if err != nil {
			continue
		}
		file, diagnostics := hclsyntax.ParseConfig(text, paths.Text(), hcl.InitialPos)
		fmt.Fprintf(out, "file %s\n", paths.Text())
		if diagnostics.HasErrors() {
			fmt.Fprintln(out, "error")
			continue
		}
		body(out, file.Body.(*hclsyntax.Body))
	}
}
