import type { SectionName } from "../../matrix/columns.ts";
import { formatMatrix, type MatrixFormat } from "../../matrix/format.ts";
import { buildMatrix } from "../../matrix/matrix.ts";
import { loadCatalog } from "../../policies/catalog.ts";
import { type PdpOptions, withPdp } from "../context.ts";
import { EXIT, UsageError } from "../errors.ts";
import type { Outcome } from "../output.ts";

export interface MatrixCommandOptions extends PdpOptions {
  readonly kind?: string | undefined;
  readonly app?: SectionName | undefined;
  readonly format: MatrixFormat;
}

/** `rolebook matrix`: who may do what, by role. */
export async function matrixCommand({
  format,
  ...options
}: MatrixCommandOptions): Promise<Outcome> {
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
