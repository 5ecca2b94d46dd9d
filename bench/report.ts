import { format } from "prettier";
import { MAX_ACTIONS } from "../src/pdp/pdp.ts";
import type { DataSetSummary } from "./compare.ts";
import { AT_ONCE } from "./contests.ts";
import { MEMBER } from "./data-set/people.ts";
import { shortNumber, wholeNumber } from "./format.ts";
import type { Machine } from "./machine.ts";
import type { Measurements } from "./measurements.ts";
import {
  contestTable,
  directoryTable,
  machineTable,
  targetTable,
} from "./tables.ts";
import type { Target } from "./targets.ts";

export interface Findings {
  readonly machine: Machine;
  readonly measurements: Measurements;
  readonly targets: readonly Target[];
}

/** The page about performance, in Markdown. */
export function report(findings: Findings): Promise<string> {
  const { machine, measurements, targets } = findings;
  const { comparison, directories } = measurements;
  const { oneAtATime, pageAtOnce, anyAtOnce, list, dataSet } = comparison;
  return format(
    `# Performance

What Rolebook costs, beside others that give the same answers. \`npm run bench\` measures it and writes this page.

${machineTable(machine)}

## Targets

${targetTable(targets)}

## How it is measured

${questionText(dataSet)}

The contenders of a table take turns, in blocks, in one run, so that a slow moment of the machine hits all of them. So compare
the rows of a table rather than times from here with times from elsewhere. Times are medians; the spread is from the lower to the
upper quartile. All of it is done ${comparison.sittings} times, each time with a new PDP, and taken together: some processes are faster than others for
as long as they live.

- **Bare \`@cerbos/grpc\`** is the Cerbos client without Rolebook, on the same PDP and policies. Its requests are those that Rolebook
  sends, ready beforehand; it has no deadline.
- **CASL** has an ability for the person: a rule for what is open, one for what lists them, one for the bypass.
- **casbin** has the roles as \`g\` rules whose domain is an organization's project, and one matcher for the flag's attributes.
- **cedar-wasm** has two policies, parsed beforehand; its entities are ready too. It runs in a process of its own.

None of these knows a directory, groups or modules: they are given the roles that Rolebook resolved. Nor do they say why, in words. What
Rolebook does beside deciding counts in its time: it looks the person up, resolves their roles, holds the flag to its
schema, and explains the answer; \`matches\` decides only, as the others do.

## One check at a time

Each begins when the one before has its answer; everybody asks in turn, about any flag.

${contestTable("check", oneAtATime, oneAtATime.cerbosEach)}

## ${AT_ONCE} checks at once

They are of one person, and start in the same turn of the event loop. Rolebook then sends them in one request; the last row is a service
that puts the request together by hand. About flags of one project, as a page of it needs them:

${contestTable("check", pageAtOnce, pageAtOnce.cerbosEach)}

About flags of any project of both organizations, which is as bad as it gets. No page needs them at once, so the target is not about
them: one request then carries the person's roles in all projects, and the PDP checks and looks through all of these for each
flag, where each bare call carries those in one project.

${contestTable("check", anyAtOnce, anyAtOnce.cerbosEach)}

## A list of ${shortNumber(dataSet.flags)} flags

Which of them may ${MEMBER.what} edit? \`checkMany\` and the bare client ask the PDP about each, at most ${MAX_ACTIONS} in a request. \`checkMany\` has up
to four of these requests under way at once, the bare client one after the other. \`filter\` asks for one query plan, which \`matches\`
then has at hand.

${contestTable("flag", list, list.checkMany)}

## Directories

A generated directory of one Enterprise organization, loaded from its YAML files by a fresh process; in it, \`resolveAccess\` and
\`toPrincipal\` for users drawn at random, who have or had roles in ${shortNumber(directories.at(-1)?.projectsAUser ?? 0)} projects on average where it is largest.

${directoryTable(directories)}
`,
    { parser: "markdown" },
  );
}

function questionText(dataSet: DataSetSummary): string {
  const { flags, projects, restricted, people, questions, allowed } = dataSet;
  return `May this person edit this flag? There are ${shortNumber(flags)} flags of two organizations with ${projects} projects each,
${shortNumber(restricted)} of them restricted to their editors, and ${people.length} people: ${people.join(", ")}. Before anything is
measured, every contender answers all ${wholeNumber(questions)} questions. All of them gave the same answers, ${wholeNumber(allowed)} times yes; with one
difference there would be no page. The answers that are measured are held to these.`;
}
