import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The pages are served by the controller under a strict content-security policy: one style sheet,
// scripts from the same origin, nothing inlined and nothing from outside.
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "../dist/dashboard",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
  },
});
