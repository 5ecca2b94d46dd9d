import { Command } from "commander";
import type { Report } from "../output.ts";
import { coverageCommand } from "./policies/coverage.ts";
import { lintCommand } from "./policies/lint.ts";
import { typesCommand } from "./policies/types.ts";

/** `rolebook policies`: what policy authors and their CI jobs run. */
export function policiesCommand(report: Report): Command {
  return new Command("policies")
    .description(
      "Lint policies, measure what their tests cover, and generate TypeScript types.",
    )
    .addCommand(lintCommand(report))
    .addCommand(coverageCommand(report))
    .addCommand(typesCommand(report));
}
