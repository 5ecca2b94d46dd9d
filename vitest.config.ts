import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: [
      "default",
      ["junit", { outputFile: "reports/vitest.xml", suiteName: "rolebook" }],
    ],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
