/** The address of the server in the documentation. */
const BASE = "http://127.0.0.1:8181";

export interface CurlExample {
  readonly command: string;
  /** The block that follows the command, if it is JSON. */
  readonly answer: string | undefined;
}

/** The curl commands of a page of Markdown, each with the answer that follows it. */
export function curlExamples(page: string): readonly CurlExample[] {
  const blocks = [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(
    ([, language = "", text = ""]) => ({ language, text }),
  );
  return blocks.flatMap(({ language, text }, index) => {
    if (language !== "sh" || !text.startsWith("curl ")) return [];
    const next = blocks[index + 1];
    const answer = next?.language === "json" ? next.text : undefined;
    return [{ command: text, answer }];
  });
}

/** The request that a curl command makes. */
export interface Call {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body to post; without one it is a GET. */
  readonly body: string | undefined;
}

/** The request of a curl command. It knows the options that the pages use, and throws at others. */
export function parseCurl(command: string): Call {
  const [program, ...words] = [
    ...command.matchAll(/'(?<quoted>[^']*)'|[^\s']+/g),
  ].map(([word, quoted]) => quoted ?? word);
  if (program !== "curl") throw new Error(`Not a curl command: ${command}`);
  const headers: Record<string, string> = {};
  let path: string | undefined;
  let body: string | undefined;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === "-s") continue;
    if (word === "-d") {
      body = words.shift();
    } else if (word === "-H") {
      const [name = "", value = ""] = words.shift()?.split(": ") ?? [];
      headers[name] = value;
    } else if (path === undefined && word.startsWith(`${BASE}/`)) {
      path = word.slice(BASE.length);
    } else {
      throw new Error(`Unknown argument ${word} of curl: ${command}`);
    }
  }
  if (path === undefined) throw new Error(`No address for curl: ${command}`);
  return { path, headers, body };
}

/** The fields that differ from run to run. */
const VOLATILE: ReadonlySet<string> = new Set(["call_id", "next_token"]);

/** The answer as a page shows it: with an ellipsis for volatile fields, and the address of the documentation. */
export function asOnPage(text: string, base: string): unknown {
  return JSON.parse(text, (name, value: unknown) => {
    if (typeof value !== "string") return value;
    if (VOLATILE.has(name) && value !== "") return "…";
    return value.replace(base, BASE);
  });
}
