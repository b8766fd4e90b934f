// The architecture as rules. Data flows probe → controller → dashboard; imports point the other way,
// and only at contracts.
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle has no first file to read.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "nothing-imports-tests",
      comment: "Tests prove the product; the product must not need them.",
      severity: "error",
      from: { pathNot: "^test/" },
      to: { path: "^test/" },
    },
    {
      name: "probe-stands-alone",
      comment: "The probe runs on foreign machines: it carries nothing of the other folders.",
      severity: "error",
      from: { path: "^probe/" },
      to: { path: "^(controller|dashboard|infra)/" },
    },
    {
      name: "controller-reads-the-probe-contract",
      comment: "How a probe works may change without the controller; only the shapes are agreed.",
      severity: "error",
      from: { path: "^controller/" },
      to: { path: "^(probe/(?!contract/)|dashboard/|infra/)" },
    },
    {
      name: "dashboard-reads-the-controller-contract",
      comment: "The dashboard runs in a browser and knows the API's shapes, nothing behind them.",
      severity: "error",
      from: { path: "^dashboard/" },
      to: { path: "^(probe/|infra/|controller/(?!contract/))" },
    },
    {
      name: "infra-reads-contracts",
      comment:
        "The lab and the deployments know shapes, and how files with them are read. infra/local alone puts programs together.",
      severity: "error",
      from: { path: "^infra/(?!local/)" },
      to: { path: "^(dashboard/|probe/(?!contract/)|controller/(?!contract/|yaml/))" },
    },
    {
      name: "infra-local-enters-by-the-doors",
      comment: "The one-machine program composes the others through their front doors only.",
      severity: "error",
      from: { path: "^infra/local/" },
      to: {
        path: "^(dashboard/|probe/(?!contract/|cli/(measure|path)-command\\.ts$)|controller/(?!contract/|yaml/|(main|redis-address)\\.ts$|cli/commands\\.ts$))",
      },
    },
    {
      name: "contracts-are-shapes",
      comment: "A contract is read by everybody, so it needs nothing but the validator.",
      severity: "error",
      from: { path: "^(probe|controller)/contract/" },
      to: { pathNot: "^((probe|controller)/contract/|node_modules/zod/)" },
    },
    {
      name: "yaml-knows-no-controller",
      comment:
        "How a file with a shape is read concerns every program, so it needs none of their parts.",
      severity: "error",
      from: { path: "^controller/yaml/" },
      to: { pathNot: "^(controller/yaml/|node_modules/(yaml|zod)/)" },
    },
    {
      name: "core-is-pure",
      comment: "Everything that decides can be recomputed from values: no network, clock or store.",
      severity: "error",
      from: { path: "^controller/core/" },
      to: {
        pathNot:
          "^(controller/(core|contract)/|probe/contract/|node_modules/(hdr-histogram-js|jstat)/)",
      },
    },
    {
      name: "redis-behind-store-and-queue",
      comment: "Key layout and commands stay in one place.",
      severity: "error",
      from: { pathNot: "^(controller/(store|queue)/|infra/local/redis/|test/)" },
      to: { path: "^node_modules/(ioredis|bullmq)/" },
    },
    {
      name: "undici-in-measure-and-deliver",
      comment:
        "One place times requests, two deliver, one asks fault switches; everything else has fetch.",
      severity: "error",
      from: { pathNot: "^(probe/(measure|deliver)/|controller/(webhooks|failover/inject)/|test/)" },
      to: { path: "^node_modules/undici/" },
    },
    {
      name: "aws-sdk-in-controller-aws",
      comment: "Calls to AWS stand in one folder, under their own roles.",
      severity: "error",
      from: { pathNot: "^(controller/aws/|infra/lab/|test/)" },
      to: { path: "^node_modules/@aws-sdk/" },
    },
    {
      name: "not-to-unresolvable",
      comment: "An import that cannot be resolved is broken.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist/|node_modules/.*/test)" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
    },
    tsConfig: { fileName: "tsconfig.json" },
  },
};
