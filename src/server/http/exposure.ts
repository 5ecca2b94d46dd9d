import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import { quote } from "../../util/quote.ts";
import { addressesOf, isLoopback } from "./address.ts";
import type { Tls } from "./node-server.ts";
import { readTokenFile, TokenFileError } from "../auth/tokens/token-file.ts";
import { messageOf, toError } from "../../util/message.ts";

/** The options of where a server listens, and how it is protected. */
export interface ExposureOptions {
  /** A host name or an IP address. */
  readonly host: string;
  /** A tokens file. */
  readonly tokens?: string | undefined;
  readonly insecureNoAuth?: boolean | undefined;
  /** PEM files. */
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
  readonly url?: string | undefined;
}

export interface Exposure {
  /**
   * The IP address to listen on. It was checked. A name could have another address by the time that the server listens.
   */
  readonly address: string;
  readonly tls?: Tls | undefined;
  readonly url?: string | undefined;
}

/**
 * Checks whether a server may listen in this way.
 *
 * Without tokens, only this machine may reach the server, and only with the option for it. If other machines can reach
 * the server, it needs tokens and TLS. If a sidecar or a proxy ends TLS, let the server listen on loopback.
 *
 * @returns all problems, or the exposure if there are none
 */
export async function judgeExposure(
  options: ExposureOptions,
): Promise<
  { readonly exposure: Exposure } | { readonly problems: readonly string[] }
> {
  const { host, tokens, insecureNoAuth = false, tlsCert, tlsKey } = options;
  const addresses = await addressesOf(host);
  const [address = ""] = addresses;
  const isLocal = addresses.every(isLoopback);
  const problems: string[] = [];
  if (addresses.length === 0) {
    problems.push(
      `--host: ${quote(host)} cannot be resolved. Give a name or an address of this machine, such as 127.0.0.1.`,
    );
  }
  if (tokens === undefined && !insecureNoAuth) {
    problems.push(
      "Nothing says who may ask. Give --tokens <file> (`rolebook token <name>` makes a token and its line). Or give --insecure-no-auth on a loopback address: then every program on this machine may ask.",
    );
  }
  if (tokens !== undefined && insecureNoAuth) {
    problems.push("--tokens and --insecure-no-auth contradict each other.");
  }
  if (insecureNoAuth && !isLocal) {
    problems.push(
      `--insecure-no-auth is for loopback addresses, and ${quote(host)} is not one. Give --tokens <file>.`,
    );
  }
  if (!isLocal && tlsCert === undefined && tlsKey === undefined) {
    problems.push(
      `Other machines can reach ${quote(host)}, so it needs TLS: give --tls-cert and --tls-key. If a sidecar or a proxy on this machine ends TLS, listen on 127.0.0.1.`,
    );
  }
  if (tokens !== undefined) problems.push(...(await tokenProblems(tokens)));
  const tls = await readTls(tlsCert, tlsKey);
  if ("problems" in tls) problems.push(...tls.problems);
  const url = readUrl(options.url);
  if ("problem" in url) problems.push(url.problem);
  if (problems.length > 0 || "problems" in tls || "problem" in url) {
    return { problems };
  }
  return { exposure: { address, ...tls, ...url } };
}

async function tokenProblems(file: string): Promise<readonly string[]> {
  try {
    await readTokenFile(file);
    return [];
  } catch (error) {
    if (error instanceof TokenFileError) return error.problems;
    throw error;
  }
}

async function readTls(
  certFile: string | undefined,
  keyFile: string | undefined,
): Promise<{ readonly tls?: Tls } | { readonly problems: readonly string[] }> {
  if (certFile === undefined && keyFile === undefined) return {};
  if (certFile === undefined || keyFile === undefined) {
    return {
      problems: ["--tls-cert and --tls-key belong together: give both."],
    };
  }
  const [cert, key] = await Promise.all([read(certFile), read(keyFile)]);
  if (cert instanceof Error || key instanceof Error) {
    const errors = [cert, key].filter((each) => each instanceof Error);
    return {
      problems: errors.map(({ message }) => `It cannot be read: ${message}.`),
    };
  }
  try {
    createSecureContext({ cert, key });
    return { tls: { cert, key } };
  } catch (error) {
    return {
      problems: [
        `${certFile} and ${keyFile} are not a certificate and its key in PEM: ${messageOf(error)}.`,
      ],
    };
  }
}

async function read(file: string): Promise<string | Error> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    return toError(error);
  }
}

function readUrl(
  given: string | undefined,
): { readonly url?: string } | { readonly problem: string } {
  if (given === undefined) return {};
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const isBase =
    url !== undefined &&
    (url.protocol === "https:" || url.protocol === "http:") &&
    url.href === `${url.origin}/`;
  return isBase
    ? { url: url.origin }
    : {
        problem: `--url: ${quote(given)} is not a base URL. Give scheme, name and port, such as https://rolebook.example.com.`,
      };
}
