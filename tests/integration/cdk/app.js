// A CDK application with known faults: two stacks that share a VPC, one of them with a nested stack, and both again in a
// stage. `node app.js OUTDIR`
const cdk = require('aws-cdk-lib');
const agentcore = require('aws-cdk-lib/aws-bedrockagentcore');
const bedrock = require('aws-cdk-lib/aws-bedrock');
const ec2 = require('aws-cdk-lib/aws-ec2');
const iam = require('aws-cdk-lib/aws-iam');
const lambda = require('aws-cdk-lib/aws-lambda');
const oss = require('aws-cdk-lib/aws-opensearchserverless');

const caller = (scope, id, props) => {
  const made = new lambda.Function(scope, id, {
    runtime: lambda.Runtime.PYTHON_3_12, handler: 'i.h', code: lambda.Code.fromInline('def h(e, c): pass'), ...props,
  });
  made.addToRolePolicy(new iam.PolicyStatement({ actions: ['bedrock:InvokeModel', 'bedrock:Retrieve'], resources: ['*'] }));
  return made;
};

class Net extends cdk.Stack {
  constructor(scope, id) {
    super(scope, id);
    this.vpc = new ec2.Vpc(this, 'Vpc', {
      maxAzs: 2, natGateways: 0, subnetConfiguration: [{ name: 'iso', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    this.vpc.addGatewayEndpoint('S3', { service: ec2.GatewayVpcEndpointAwsService.S3 });
    const open = new ec2.SecurityGroup(this, 'Open', { vpc: this.vpc, allowAllOutbound: false });
    open.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443)); // fault: open to the world
    this.vpc.addInterfaceEndpoint('Runtime', { // fault: no policy
      service: ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME, securityGroups: [open], open: false,
    });
    const agent = this.vpc.addInterfaceEndpoint('Agent', { // fault: private DNS is off
      service: ec2.InterfaceVpcEndpointAwsService.BEDROCK_AGENT_RUNTIME, privateDnsEnabled: false,
    });
    agent.addToPolicy(new iam.PolicyStatement({ // fault: the condition restricts nothing
      principals: [new iam.AnyPrincipal()], actions: ['bedrock:Retrieve'], resources: ['*'],
      conditions: { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abcdefghij' } },
    }));
  }
}

class App extends cdk.Stack {
  constructor(scope, id, vpc) {
    super(scope, id);
    caller(this, 'Caller', { vpc, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } });
    caller(this, 'Outside'); // fault: in no VPC
    caller(new cdk.NestedStack(this, 'Nested'), 'Inner'); // the same, in a nested stack
    const vectors = new oss.CfnCollection(this, 'Vectors', { name: 'vectors', type: 'VECTORSEARCH' });
    new oss.CfnSecurityPolicy(this, 'Access', { // fault: open to the internet
      name: 'access', type: 'network',
      policy: JSON.stringify([{ Rules: [{ ResourceType: 'collection', Resource: ['collection/vectors'] }], AllowFromPublic: true }]),
    });
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('bedrock.amazonaws.com') });
    new bedrock.CfnKnowledgeBase(this, 'Base', {
      name: 'base', roleArn: role.roleArn,
      knowledgeBaseConfiguration: { type: 'VECTOR', vectorKnowledgeBaseConfiguration: { embeddingModelArn: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0' } },
      storageConfiguration: { type: 'OPENSEARCH_SERVERLESS', opensearchServerlessConfiguration: { collectionArn: vectors.attrArn, vectorIndexName: 'i', fieldMapping: { vectorField: 'v', textField: 't', metadataField: 'm' } } },
    });
    new agentcore.CfnRuntime(this, 'Runtime', { // fault: public network mode
      agentRuntimeName: 'runtime', roleArn: role.roleArn, networkConfiguration: { networkMode: 'PUBLIC' },
      agentRuntimeArtifact: { containerConfiguration: { containerUri: '111122223333.dkr.ecr.us-east-1.amazonaws.com/a:1' } },
    });
  }
}

const stacks = (scope) => new App(scope, 'App', new Net(scope, 'Net').vpc);
const app = new cdk.App({ outdir: process.argv[2] });
stacks(app);
stacks(new cdk.Stage(app, 'Prod', { env: { account: '111122223333', region: 'us-east-1' } }));
app.synth();
