import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: [
      "default",
      ["junit", { outputFile: "reports/vitest.xml", suiteName: "rolebook" }],
    ],
    // What is printed is compared as text, whatever the terminal.
    env: { FORCE_COLOR: "0" },
    // Most tests wait for a PDP, which has a core of its own to use.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
