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

/** The page `docs/performance.md`. */
export function report(findings: Findings): Promise<string> {
  const { machine, measurements, targets } = findings;
  const { comparison, directories } = measurements;
  const { oneAtATime, pageAtOnce, anyAtOnce, list, dataSet } = comparison;
  return format(
    `# Performance

What Rolebook costs, compared with others that give the same answers. \`npm run bench\` measures it and writes this page.

${machineTable(machine)}

## Targets

${targetTable(targets)}

## How it is measured

${questionText(dataSet)}

The contenders of a table take turns in one run, in blocks, so that a slow moment of the machine hits all of them. So compare
the rows of a table with each other, not with times from elsewhere. Times are medians, and the spread is from the lower to the
upper quartile. Everything is measured ${comparison.sittings} times, each time with a new PDP, because some processes are faster than others for
their whole life. The results are combined.

- **Bare \`@cerbos/grpc\`** is the Cerbos client without Rolebook, on the same PDP and policies. Its requests are those that Rolebook
  sends, but they are made beforehand and have no deadline.
- **CASL** has an ability for the person, with three rules: for open flags, for flags that list them, and for the bypass.
- **casbin** has \`g\` rules for the roles, with a project of an organization as domain, and one matcher for the flag's attributes.
- **cedar-wasm** has two policies. They and the entities are prepared beforehand. It runs in a process of its own.

None of these knows a directory, groups or modules, so they are given the roles that Rolebook resolved. They do not explain their
answers in words either. Rolebook's times include more than the decision: it looks up the person, resolves their roles, checks
the flag against its schema, and explains the answer. Only \`matches\` does nothing but decide, as the others do.

## One check at a time

Each check begins when the one before has its answer. The people take turns, and ask about any flag.

${contestTable("check", oneAtATime, oneAtATime.cerbosEach)}

## ${AT_ONCE} checks at once

One person asks, and all checks start in the same turn of the event loop, so Rolebook sends them in one request. In the last row, the
service makes that request itself. With flags of one project, as on a page of that project:

${contestTable("check", pageAtOnce, pageAtOnce.cerbosEach)}

With flags of any project of both organizations, which is the worst case. One request then has the person's roles in all projects,
and the PDP checks and searches all of them for each flag, while a bare call has only the roles in one project. No page needs
this, so there is no target for it.

${contestTable("check", anyAtOnce, anyAtOnce.cerbosEach)}

## A list of ${shortNumber(dataSet.flags)} flags

Which of them may ${MEMBER.what} edit? \`checkMany\` and the bare client ask the PDP about each, at most ${MAX_ACTIONS} in a request. \`checkMany\` sends up
to four of these requests at once, and the bare client one after the other. \`filter\` asks for one query plan, and \`matches\` then
needs no request.

${contestTable("flag", list, list.checkMany)}

## Directories

A new process loads a generated directory of one Enterprise organization from YAML files, and calls \`resolveAccess\` and
\`toPrincipal\` for random users. In the largest directory, these have or had roles in ${shortNumber(directories.at(-1)?.projectsAUser ?? 0)} projects on average.

${directoryTable(directories)}
`,
    { parser: "markdown" },
  );
}

function questionText(dataSet: DataSetSummary): string {
  const { flags, projects, restricted, people, questions, allowed } = dataSet;
  return `May this person edit this flag? There are ${shortNumber(flags)} flags of two organizations with ${projects} projects each,
${shortNumber(restricted)} of them restricted to their editors, and ${people.length} people: ${people.join(", ")}. Before anything is
measured, every contender answers all ${wholeNumber(questions)} questions. All of them gave the same answers, ${wholeNumber(allowed)} times yes. One
difference would end the run without a page. The answers during the measurement are compared with these.`;
}
