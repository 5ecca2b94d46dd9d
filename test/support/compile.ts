import ts from "typescript";
import { packagePath } from "../../src/util/package-root.ts";

/** A compilation of some files, of which some may be in memory only. */
export interface Compilation {
  readonly program: ts.Program;
  /** What TypeScript has to say about one file. */
  readonly errorsIn: (file: string) => readonly string[];
}

/**
 * Compiles with the settings of this package.
 *
 * @param roots the files to start from
 * @param inMemory the texts of files that do not exist
 */
export function compile(
  roots: readonly string[],
  inMemory: ReadonlyMap<string, string> = new Map(),
): Compilation {
  const { options, errors } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(packagePath("tsconfig.json"), (path) =>
      ts.sys.readFile(path),
    ).config,
    ts.sys,
    packagePath(),
  );
  if (errors.length > 0) throw new Error(textOf(errors).join("\n"));
  const host = ts.createCompilerHost(options);
  const fileExists = host.fileExists.bind(host);
  const readFile = host.readFile.bind(host);
  host.fileExists = (file) => inMemory.has(file) || fileExists(file);
  host.readFile = (file) => inMemory.get(file) ?? readFile(file);
  const program = ts.createProgram(
    [...roots, ...inMemory.keys()],
    // An example need not use all that it names.
    { ...options, noUnusedLocals: false },
    host,
  );
  return {
    program,
    errorsIn: (file) => {
      const source = program.getSourceFile(file);
      if (source === undefined) throw new Error(`${file} is not compiled.`);
      return textOf([
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ]);
    },
  };
}

function textOf(diagnostics: readonly ts.Diagnostic[]): readonly string[] {
  return diagnostics.map(({ messageText }) =>
    ts.flattenDiagnosticMessageText(messageText, "\n"),
  );
}
