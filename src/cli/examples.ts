/** Examples at the end of a command's help, for `addHelpText("after", …)`. A test runs every example. */
export function examples(...lines: readonly string[]): string {
  return ["", "Examples:", ...lines.map((line) => `  rolebook ${line}`)].join(
    "\n",
  );
}
