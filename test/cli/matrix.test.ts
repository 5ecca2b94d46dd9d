import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../src/cli/program.ts";
import { type EmbeddedPdp, startPdp } from "../../src/pdp/process/start.ts";

let pdp: EmbeddedPdp;
beforeAll(async () => {
  pdp = await startPdp();
});
afterAll(() => pdp.close());

async function matrix(
  ...args: string[]
): Promise<{ exitCode: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const exitCode = await run(["matrix", "--pdp", pdp.address, ...args], {
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { exitCode, out, err };
}

describe("rolebook matrix", () => {
  it("prints one kind in markdown", async () => {
    const { exitCode, out } = await matrix("--kind", "guide");
    expect(exitCode).toBe(0);
    const lines = out.split("\n");
    expect(lines).toContain(
      "| `guide` | `edit` | not published | `published` |  |  | if |  |  |  |  |  |",
    );
    expect(lines).toContain(
      "| `guide` | `edit` |  |  |  |  |  | Y | Y | Y |  |  |",
    );
    expect(lines.filter((line) => line.startsWith("| `")).length).toBe(7);
  });

  it.each([["--json"], ["--format", "json"]])(
    "prints JSON with %s",
    async (...format) => {
      const { out } = await matrix("--kind", "account", ...format);
      expect(JSON.parse(out)).toEqual([
        {
          name: "accounts",
          columns: [
            "none",
            "viewer",
            "organization admin",
            "management_api",
            "scim",
          ],
          rows: ["view_analytics", "view_journeys"].map((action) => ({
            kind: "account",
            action,
            cells: {
              none: "never",
              viewer: "always",
              "organization admin": "always",
              management_api: "never",
              scim: "never",
            },
          })),
        },
      ]);
    },
  );

  it("prints the sections of one app", async () => {
    const { out } = await matrix("--app", "govern", "--format", "csv");
    expect(out.split("\n")[1]).toBe("govern,tracking_plan,view,,,,Y,Y,Y,,");
  });

  it("suggests the kind that may be meant, and prints nothing else", async () => {
    expect(await matrix("--kind", "gide")).toEqual({
      exitCode: 2,
      out: "",
      err: 'rolebook: There is no kind "gide". Did you mean "guide"?\n',
    });
  });

  it("says where there is nothing of a kind in an app", async () => {
    expect(await matrix("--kind", "guide", "--app", "govern")).toEqual({
      exitCode: 2,
      out: "",
      err: "rolebook: guide is not in the section govern: it is in analytics.\n",
    });
  });
});
