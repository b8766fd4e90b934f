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
