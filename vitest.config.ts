import { defineConfig } from "vitest/config";

const shared = {
  environment: "node",
  testTimeout: 20_000,
  hookTimeout: 120_000,
  // The pinned clients run on Node 20; that later ones will not is no news to a test.
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
} as const;
const FAULTS = [
  "test/integration/{faults,cluster}/**/*.test.ts",
  "test/integration/redis-{acl,tls}.test.ts",
  "test/integration/{answers,answers-shadow,discover,drift,inventory,prices,services}.test.ts",
];
/** They hold what is measured against the lab's truth, and so want the machine for themselves. */
const TRUE_TIMES = ["test/infra/lab/lab.test.ts"];

/** More than the two cores of a small machine: many of these tests wait, for timers and for what they killed. */
const WORKERS = 3;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["test/{probe,controller,dashboard,infra,architecture}/**/*.test.{ts,tsx}"],
          exclude: TRUE_TIMES,
          // Files share a process, so that the AWS clients and the like are loaded twice and not 350 times:
          // what a test changes beyond its own file, it puts back.
          isolate: false,
          maxWorkers: WORKERS,
        },
      },
      // They wait for what they kill to come back, however long it takes, and so can run side by side.
      {
        test: {
          ...shared,
          name: "faults",
          include: FAULTS,
          globalSetup: ["test/helpers/redis-binary.setup.ts"],
          testTimeout: 120_000,
          maxWorkers: WORKERS,
        },
      },
      {
        test: {
          ...shared,
          name: "whole",
          include: ["test/{integration,e2e}/**/*.test.{ts,tsx}", ...TRUE_TIMES],
          exclude: FAULTS,
          globalSetup: ["test/helpers/redis-binary.setup.ts"],
          testTimeout: 120_000,
          fileParallelism: false,
        },
      },
      // Takes more than ten minutes, so `npm test` leaves it out: npx vitest run --project long
      {
        test: {
          ...shared,
          name: "long",
          include: ["test/long/**/*.test.ts"],
          globalSetup: ["test/helpers/redis-binary.setup.ts"],
          testTimeout: 900_000,
        },
      },
    ],
  },
});
