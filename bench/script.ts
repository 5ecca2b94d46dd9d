import { extname } from "node:path";
import { fileURLToPath } from "node:url";

/** How to run another script in a process of its own. */
export interface Script {
  readonly path: string;
  readonly execArgv: string[];
}

/**
 * The script of this name beside a module, compiled where the module is.
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
