import tseslint from "typescript-eslint";

// Biome formats and lints; these are only the rules that need types, for the class of mistakes that
// matters most in a program of queues and timers.
export default tseslint.config(
  { ignores: ["dist/**", "**/*.mjs", "**/*.cjs", "**/*.js", "vitest.config.ts"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "@typescript-eslint": tseslint.plugin },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/require-await": "error",
      "@typescript-eslint/await-thenable": "error",
    },
  },
);
