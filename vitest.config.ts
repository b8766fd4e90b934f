import { defineConfig } from "vitest/config";

const shared = {
  environment: "node",
  testTimeout: 20_000,
  hookTimeout: 120_000,
  // The pinned clients run on Node 20; that later ones will not is no news to a test.
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
} as const;
/** They hold what is measured against what is true, and so want the machine for themselves. */
const TRUE_TIMES = [
  "test/infra/lab/lab.test.ts",
  "test/e2e/main-job.test.ts",
  "test/integration/probe-{icmp,kill}.test.ts",
];

/** More than the two cores of a small machine: many of these tests wait, for timers and for what they killed. */
const WORKERS = 3;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: [
            "test/{probe,controller,dashboard,infra,architecture,simulate}/**/*.test.{ts,tsx}",
          ],
          exclude: TRUE_TIMES,
          // Files share a process, so that the AWS clients and the like are loaded twice and not 350 times:
          // what a test changes beyond its own file, it puts back.
          isolate: false,
          maxWorkers: WORKERS,
        },
      },
      // Much of it waits for what it kills to come back, however long that takes.
      {
        test: {
          ...shared,
          name: "whole",
          include: ["test/{integration,e2e}/**/*.test.{ts,tsx}"],
          exclude: TRUE_TIMES,
          globalSetup: ["test/helpers/redis-binary.setup.ts"],
          testTimeout: 120_000,
          maxWorkers: WORKERS,
        },
      },
      {
        test: {
          ...shared,
          name: "alone",
          include: TRUE_TIMES,
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
