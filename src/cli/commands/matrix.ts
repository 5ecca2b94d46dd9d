import { Command, Option } from "commander";
import { SECTION_NAMES, type SectionName } from "../../matrix/columns.ts";
import {
  formatMatrix,
  MATRIX_FORMATS,
  type MatrixFormat,
} from "../../matrix/format.ts";
import { buildMatrix } from "../../matrix/matrix.ts";
import { loadCatalog } from "../../policies/catalog.ts";
import { type PdpOptions, withPdp } from "../context.ts";
import { EXIT } from "../../errors/exit-code.ts";
import { UsageError } from "../errors.ts";
import { examples } from "../examples.ts";
import { jsonOption, pdpOption, policiesOption } from "../options.ts";
import type { Outcome, Report } from "../output.ts";

interface MatrixOptions extends PdpOptions {
  readonly kind?: string | undefined;
  readonly app?: SectionName | undefined;
  readonly format: MatrixFormat;
}

/** `rolebook matrix`: who may do what, by role. */
export function matrixCommand(report: Report): Command {
  return new Command("matrix")
    .description("Who may do what, by role: the PDP is asked for every cell.")
    .option("--kind <kind>", "only this kind of resource")
    .addOption(
      new Option(
        "--app <app>",
        "only the roles of this app, or of the organization",
      ).choices(SECTION_NAMES),
    )
    .addOption(
      new Option("--format <format>")
        .choices(MATRIX_FORMATS)
        .default("markdown"),
    )
    .addOption(policiesOption())
    .addOption(jsonOption())
    .addOption(pdpOption())
    .addHelpText(
      "after",
      examples(
        "matrix --kind content",
        "matrix --kind flag --app experiment --format csv",
      ),
    )
    .action(async (options: MatrixOptions) => {
      report(await matrixOf(options));
    });
}

async function matrixOf({
  format,
  ...options
}: MatrixOptions): Promise<Outcome> {
  const { kind, app, policies } = options;
  const matrix = await withPdp(options, async (opening) => {
    const catalog = await loadCatalog(policies);
    return buildMatrix(await opening, catalog, { kind });
  });
  const selected = matrix.filter(({ name }) => (app ?? name) === name);
  if (selected.length === 0) {
    const sections = matrix.map(({ name }) => name).join(", ");
    throw new UsageError(
      `${kind ?? "Nothing"} is not in the section ${app ?? ""}: it is in ${sections}.`,
    );
  }
  return {
    exitCode: EXIT.ok,
    text: formatMatrix(selected, format),
    json: selected,
  };
}
