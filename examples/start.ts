/**
 * `npm start`: who may do what with one restricted flag of the example, and why.
 * With arguments it is the command line: `npm start -- check …`.
 */
import { withSession } from "../src/cli/context.ts";
import { table } from "../src/cli/output.ts";
import { run } from "../src/cli/program.ts";
import { decide } from "../src/decision/decide.ts";
import type { Decision } from "../src/decision/decision.ts";
import { sourcePhrase } from "../src/decision/phrases.ts";
import { describeResource } from "../src/decision/resource.ts";
import { everyone } from "../src/decision/subject.ts";

const FLAG = "new-checkout";
const ACTIONS = ["read", "edit", "delete", "restrict"];

const args = process.argv.slice(2);
if (args.length > 0) {
  process.exitCode = await run(args, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
} else {
  await withSession({}, async ({ directory, catalog, pdp }) => {
    const kind = catalog.kind("flag");
    const resource = describeResource(directory, catalog, {
      kind: "flag",
      id: FLAG,
      organization: "acme",
    });
    const subjects = everyone(directory, "acme", Date.now());
    const rows = await Promise.all(
      subjects.map(async (subject) =>
        toRow(
          await Promise.all(
            ACTIONS.map((action) =>
              decide(pdp, { subject, action, resource, kind }),
            ),
          ),
        ),
      ),
    );
    console.log(
      [
        `The flag "${FLAG}" of the project "web" is restricted: of those whose role lets them change flags, only its editors may.`,
        "",
        table(
          ["WHO", "EXPERIMENT ROLE", ...ACTIONS.map(upper), "WHY (NOT) EDIT"],
          rows,
        ),
        "",
        "Every answer comes from the Cerbos PDP that just started, over the directory in examples/acme. Ask it yourself:",
        "",
        `  npm start -- check sam@acme.example edit flag:${FLAG}`,
        `  npm start -- check pavel@acme.example edit flag:${FLAG}`,
        `  npm start -- who-can delete flag:${FLAG}`,
        "  npm start -- access oleg@acme.example",
      ].join("\n"),
    );
  });
}

function toRow(decisions: readonly Decision[]): readonly string[] {
  const edit = decisions.find(({ action }) => action === "edit");
  if (edit === undefined) return [];
  const role = edit.roles
    .map((held) => {
      const via = held.scope === "project" ? held.via.map(sourcePhrase) : [];
      return [held.role, ...via].join("\n  ");
    })
    .join("\n");
  return [
    `${edit.subject.name}\n  ${edit.subject.id}`,
    role || `${edit.subject.type} credential`,
    ...decisions.map(({ allowed }) => (allowed ? "yes" : "-")),
    edit.reason,
  ];
}

function upper(text: string): string {
  return text.toUpperCase();
}
