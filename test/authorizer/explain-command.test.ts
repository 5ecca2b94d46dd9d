import { afterAll, describe, expect, it } from "vitest";
import type { Change } from "../../src/explain/explanation.ts";
import { run } from "../../src/cli/program.ts";
import type { Decision } from "../../src/decision/decision.ts";
import { packagePath } from "../../src/util/package-root.ts";
import { startPdp } from "../../src/pdp/process/start.ts";

const pdp = await startPdp();
afterAll(() => pdp.close());

async function check(
  ...args: readonly string[]
): Promise<{ exitCode: number; out: string }> {
  let out = "";
  const write = (text: string): void => void (out += text);
  const exitCode = await run(
    [
      "check",
      ...args,
      ...["--directory", packagePath("examples", "acme")],
      ...["--pdp", pdp.address, "--at", "2027-01-01"],
    ],
    { out: write, err: write },
  );
  return { exitCode, out };
}

describe("rolebook check --explain", () => {
  it("says after a DENY what would allow it, and who may do so", async () => {
    const { exitCode, out } = await check(
      ...["tyra@acme.example", "edit", "flag:new-checkout", "--explain"],
    );
    expect(exitCode).toBe(1);
    expect(out.split("\n").slice(-5)).toEqual([
      "  to allow it    Give Tyra Lindqvist the Experiment role member in web.",
      "  who may do so  Akiko Tanaka, Ines Duarte, Oleg Petrov, Pavel Novak, Ruth Okafor, Sam Whitfield",
      "  and            Add Tyra Lindqvist to the editors of the flag.",
      "  who may do so  Ana Silva, Ines Duarte, Ruth Okafor, Sam Whitfield",
      "",
    ]);
  });

  it("says where nobody may do so, and where there are more than it names", async () => {
    const { out } = await check(
      ...["ana@acme.example", "read", "flag:new", "--explain"],
      ...["--project", "warehouse", "--attr", "access=everyone"],
      ...["--attr", "editors="],
    );
    expect(out).toContain("\n  who may do so  nobody, as things are\n");
    const created = await check(
      ...["tyra@acme.example", "create", "content:new", "--explain"],
      ...["--project", "web", "--attr", "type=chart", "--attr", "owners="],
      ...["--attr", "sharedWith=", "--attr", "discoverable=true"],
      ...["--attr", "archived=false"],
    );
    expect(created.out).toMatch(/ {2}who may do so {2}.+ and perhaps others\n/);
  });

  it("says so where no change does", async () => {
    const { exitCode, out } = await check(
      ...["ana@acme.example", "change_email", "user_profile:ana", "--explain"],
      ...["--attr", "user=ana@acme.example"],
    );
    expect(exitCode).toBe(1);
    expect(out).toContain("to allow it    No change found would allow it.\n");
  });

  it("has the change in JSON too, beside the decision", async () => {
    const asked = ["tyra@acme.example", "edit", "flag:new-checkout", "--json"];
    type Answer = Decision & { change?: Change };
    const plain = JSON.parse((await check(...asked)).out) as Answer;
    expect(plain).not.toHaveProperty("change");
    const { change, ...decision } = JSON.parse(
      (await check(...asked, "--explain")).out,
    ) as Answer;
    expect({ ...decision, callId: "" }).toEqual({ ...plain, callId: "" });
    expect(change?.steps.map(({ step }) => step.kind)).toEqual([
      "grant",
      "listing",
    ]);
  });

  it("adds nothing to an ALLOW", async () => {
    const asked = ["ana@acme.example", "edit", "flag:new-checkout"];
    const { exitCode, out } = await check(...asked, "--explain");
    expect(exitCode).toBe(0);
    expect(out).toBe((await check(...asked)).out);
  });
});
