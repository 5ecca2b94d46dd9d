/**
 * `npm start`: who may do what with one restricted flag of the example, and why.
 * With arguments it is the command line: `npm start -- check …`.
 */
import { withSession } from "../src/cli/context.ts";
import { table } from "../src/cli/output.ts";
import { run } from "../src/cli/program.ts";
import { decide } from "../src/decision/decide.ts";
import type { Decision } from "../src/decision/decision.ts";
import { sourcesPhrase } from "../src/decision/phrases.ts";
import { describeResource } from "../src/decision/resource.ts";
import { everyone } from "../src/decision/subject.ts";
import { packagePath } from "../src/package-root.ts";

const FLAG = "new-checkout";
const ACTIONS = ["read", "edit", "restrict"];

const args = process.argv.slice(2);
if (args.length > 0) {
  process.exitCode = await run(args, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  });
} else {
  await withSession(
    { directory: packagePath("examples", "acme") },
    async ({ directory, catalog, pdp }) => {
      const kind = catalog.kind("flag");
      const resource = describeResource(directory, catalog, {
        kind: "flag",
        id: FLAG,
        organization: "acme",
      });
      const subjects = [...everyone(directory, "acme", Date.now())];
      const answers = await Promise.all(
        subjects.map((subject) =>
          Promise.all(
            ACTIONS.map((action) =>
              decide(pdp, { subject, action, resource, kind }),
            ),
          ),
        ),
      );
      const mayEdit = ([, edit]: readonly Decision[]): boolean =>
        edit?.allowed === true;
      const rows = [
        ...answers.filter(mayEdit),
        ...answers.filter((each) => !mayEdit(each)),
      ].map(toRow);
      console.log(
        [
          `Who may do what with the flag "${FLAG}" of the project "web", which only its editors may change:`,
          "",
          table(
            [
              "WHO",
              "ROLE",
              "FROM",
              ...ACTIONS.map(upper),
              "WHY EDIT, OR WHY NOT",
            ],
            rows,
          ),
          "",
          "Every answer is the Cerbos PDP's, from policies/ and the directory examples/acme. Ask more:",
          "",
          `  npm start -- check sam@acme.example edit flag:${FLAG}`,
          `  npm start -- check pavel@acme.example edit flag:${FLAG}`,
          `  npm start -- who-can delete flag:${FLAG}`,
          "  npm start -- access oleg@acme.example",
        ].join("\n"),
      );
    },
  );
}

function toRow(decisions: readonly Decision[]): readonly string[] {
  const [, edit] = decisions;
  if (edit === undefined) return [];
  const { subject, roles, reason } = edit;
  return [
    subject.name,
    roles.map(({ role }) => role).join() || subject.type,
    roles.map(sourcesPhrase).join("\n") || "-",
    ...decisions.map(({ allowed }) => (allowed ? "yes" : "-")),
    reason,
  ];
}

function upper(text: string): string {
  return text.toUpperCase();
}
