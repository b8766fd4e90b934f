import { defineConfig } from "vitest/config";

const shared = { environment: "node", testTimeout: 20_000, hookTimeout: 120_000 } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: "unit",
          include: ["test/{probe,controller,dashboard,infra,architecture}/**/*.test.{ts,tsx}"],
        },
      },
      {
        test: {
          ...shared,
          name: "whole",
          include: ["test/{integration,e2e}/**/*.test.{ts,tsx}"],
          globalSetup: ["test/helpers/redis-binary.setup.ts"],
          testTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
