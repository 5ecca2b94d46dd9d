import { extname } from "node:path";
import { fileURLToPath } from "node:url";

/** The arguments that run another script in a process of its own. */
export interface Script {
  readonly path: string;
  readonly execArgv: string[];
}

/**
 * The script with this name in the folder of a module. It is compiled if the module is.
 *
 * @param module its `import.meta.url`
 */
export function scriptBeside(module: string, name: string): Script {
  const extension = extname(module);
  return {
    path: fileURLToPath(new URL(`${name}${extension}`, module)),
    execArgv: extension === ".ts" ? ["--import", "tsx"] : [],
  };
}
