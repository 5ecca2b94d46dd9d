import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXIT } from "../../src/errors/exit-code.ts";
import { UsageError } from "../../src/cli/errors.ts";
import { runLint } from "../../src/cli/commands/policies/lint.ts";
import { PolicyFolder } from "./lint-folder.ts";

describe("rolebook policies lint", () => {
  it("says where, what and by which check, and counts", async () => {
    const folder = await PolicyFolder.with([
      ["modules/account.yaml", "- name: view\n      actions", "- actions"],
      [
        "modules/tracking_plan.yaml",
        "- name: view\n      actions",
        "- actions",
      ],
    ]);
    const { exitCode, text, json } = await runLint(folder.path);
    expect(exitCode).toBe(EXIT.negative);
    const message =
      "The rule has no name. Give it one, because decisions name their rule.";
    const findings = ["modules/account.yaml", "modules/tracking_plan.yaml"].map(
      (file) => ({ file, line: 14, check: "unnamed-rule", message }),
    );
    expect(json).toEqual({ path: folder.path, findings });
    expect(text.split("\n")).toEqual([
      ...findings.map(
        ({ file }) =>
          `${join(folder.path, file)}:14  ${message} (unnamed-rule)`,
      ),
      "",
      "2 findings.",
    ]);
  });

  it("looks at Rolebook's own policies where no folder is named", async () => {
    const { exitCode, text, json } = await runLint();
    expect(exitCode).toBe(EXIT.ok);
    expect(text).toBe("No problems in policies.");
    expect(json).toEqual({ path: "policies", findings: [] });
  });

  it("refuses a folder that it cannot read, as a wrong question", async () => {
    const { path } = await PolicyFolder.empty();
    await expect(runLint(join(path, "none"))).rejects.toThrow(UsageError);
  });

  it("prints no control characters of a file", async () => {
    const folder = await PolicyFolder.with([]);
    await folder.write("spare.yaml", '"\\e[31m": 1\n');
    const { text } = await runLint(folder.path);
    expect(text).toContain(
      'The key "\\u001b[31m" is not understood, so it is not checked.',
    );
    expect(text).not.toContain("\u001b");
  });
});
