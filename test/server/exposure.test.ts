import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPdp } from "../../src/pdp/process/start.ts";
import {
  type ExposureOptions,
  judgeExposure,
} from "../../src/server/http/exposure.ts";
import { newToken } from "../../src/server/auth/tokens/token.ts";
import { tokenLine } from "../../src/server/auth/tokens/token-file.ts";
import { selfSigned } from "./certificate.ts";
import { testService } from "./support.ts";

const { cert, key } = selfSigned();
const TOKEN = newToken();

let folder: string;
const file = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rolebook-exposure-"));
  await writeFile(file("tokens"), tokenLine("a", TOKEN));
  await writeFile(file("bad-tokens"), "a b\nc d");
  await writeFile(file("cert.pem"), cert);
  await writeFile(file("key.pem"), key);
  await writeFile(file("other-key.pem"), selfSigned().key);
});
afterAll(() => rm(folder, { recursive: true }));

type Given = Omit<ExposureOptions, "host"> & { readonly host?: string };

/** With the names of files in place of their paths. */
async function judge({
  host = "127.0.0.1",
  ...given
}: Given): ReturnType<typeof judgeExposure> {
  const { tokens, tlsCert, tlsKey, ...rest } = given;
  const path = (name: string | undefined): string | undefined =>
    name === undefined ? undefined : file(name);
  return judgeExposure({
    host,
    ...rest,
    tokens: path(tokens),
    tlsCert: path(tlsCert),
    tlsKey: path(tlsKey),
  });
}

const TLS = { tlsCert: "cert.pem", tlsKey: "key.pem" };
const NO_AUTH = { insecureNoAuth: true };
const TOKENS = { tokens: "tokens" };

describe("a server listens", () => {
  it.each<[string, Given, string]>([
    ["on loopback, with tokens", TOKENS, "127.0.0.1"],
    ["on loopback, without, if somebody says so", NO_AUTH, "127.0.0.1"],
    ["on all of loopback", { ...NO_AUTH, host: "127.8.9.10" }, "127.8.9.10"],
    ["on loopback by IPv6", { ...NO_AUTH, host: "::1" }, "::1"],
    ["on loopback by IPv6 in brackets", { ...NO_AUTH, host: "[::1]" }, "::1"],
    ["on loopback with TLS", { ...TOKENS, ...TLS }, "127.0.0.1"],
    [
      "anywhere, with tokens and TLS",
      { ...TOKENS, ...TLS, host: "0.0.0.0" },
      "0.0.0.0",
    ],
    ["anywhere by IPv6", { ...TOKENS, ...TLS, host: "::" }, "::"],
  ])("%s", async (_, given, address) => {
    expect(await judge(given)).toMatchObject({ exposure: { address } });
  });

  it("by the name localhost, on the address that it means", async () => {
    const judged = await judge({ ...NO_AUTH, host: "localhost" });
    expect(judged).toHaveProperty("exposure.address");
    const { address } = (judged as { exposure: { address: string } }).exposure;
    expect(["127.0.0.1", "::1"]).toContain(address);
  });
});

describe("a server does not listen", () => {
  const noAuth = /^Nothing says who may ask/;
  const notLocal = /^--insecure-no-auth is for loopback addresses/;
  const noTls = /so it needs TLS: give --tls-cert and --tls-key/;

  it.each<[string, Given, readonly RegExp[]]>([
    ["on loopback without tokens, unless somebody says so", {}, [noAuth]],
    ["anywhere without anything", { host: "0.0.0.0" }, [noAuth, noTls]],
    ["anywhere without tokens", { ...TLS, host: "0.0.0.0" }, [noAuth]],
    ["anywhere without TLS", { ...TOKENS, host: "0.0.0.0" }, [noTls]],
    ["anywhere by IPv6 without TLS", { ...TOKENS, host: "::" }, [noTls]],
    [
      "on one address of a network without TLS",
      { ...TOKENS, host: "10.1.2.3" },
      [noTls],
    ],
    [
      "without tokens where others reach it",
      { ...NO_AUTH, host: "0.0.0.0" },
      [notLocal, noTls],
    ],
    [
      "without tokens where others reach it, TLS or not",
      { ...NO_AUTH, ...TLS, host: "192.168.0.1" },
      [notLocal],
    ],
    [
      "without tokens on a mapped address of a network",
      { ...NO_AUTH, host: "::ffff:10.0.0.1" },
      [notLocal, noTls],
    ],
    [
      "with and without tokens",
      { ...TOKENS, ...NO_AUTH },
      [/contradict each other/],
    ],
    [
      "on a host that nobody knows",
      { ...TOKENS, host: "nowhere.invalid" },
      [/"nowhere.invalid" cannot be resolved/],
    ],
    [
      "with half of TLS",
      { ...TOKENS, tlsCert: "cert.pem" },
      [/belong together/],
    ],
    [
      "with the other half of TLS",
      { ...TOKENS, tlsKey: "key.pem" },
      [/belong together/],
    ],
    [
      "with a missing certificate and key",
      { ...TOKENS, tlsCert: "x", tlsKey: "y" },
      [/cannot be read.*x/, /cannot be read.*y/],
    ],
    [
      "with the key of another certificate",
      { ...TOKENS, tlsCert: "cert.pem", tlsKey: "other-key.pem" },
      [/are not a certificate and its key in PEM/],
    ],
    [
      "with a key for a certificate",
      { ...TOKENS, tlsCert: "key.pem", tlsKey: "cert.pem" },
      [/are not a certificate and its key in PEM/],
    ],
    [
      "with a wrong tokens file",
      { tokens: "bad-tokens" },
      [/bad-tokens:1:/, /bad-tokens:2:/],
    ],
    ["without the tokens file", { tokens: "missing" }, [/cannot be read/]],
    [
      "for no URL",
      { ...TOKENS, url: "rolebook.example.com" },
      [/is not a base URL/],
    ],
    [
      "for a URL with a path",
      { ...TOKENS, url: "https://a.example/b" },
      [/is not a base URL/],
    ],
    [
      "with all of these at once",
      {
        host: "0.0.0.0",
        tokens: "bad-tokens",
        ...NO_AUTH,
        tlsCert: "cert.pem",
        url: "x",
      },
      [
        /contradict/,
        notLocal,
        /bad-tokens:1:/,
        /bad-tokens:2:/,
        /belong together/,
        /is not a base URL/,
      ],
    ],
  ])("%s", async (_, given, expected) => {
    const judged = await judge(given);
    expect(judged).not.toHaveProperty("exposure");
    const { problems } = judged as { readonly problems: readonly string[] };
    expect(problems).toEqual(
      expected.map((each) => expect.stringMatching(each) as unknown),
    );
  });

  it("with tokens that everybody can write", async () => {
    await writeFile(file("open-tokens"), tokenLine("a", TOKEN));
    await chmod(file("open-tokens"), 0o666);
    expect(await judge({ tokens: "open-tokens" })).toMatchObject({
      problems: [expect.stringContaining("chmod o-w")],
    });
  });
});

describe("TLS", () => {
  it("is spoken where it is given, and plain HTTP is not", async () => {
    const pdp = await startPdp();
    const service = await testService({
      pdp: pdp.address,
      tls: { cert, key },
      tokens: file("tokens"),
    });
    const url = await service.listen("127.0.0.1", 0);
    expect(service.logged.join("")).toContain(`"listening on ${url}"`);
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const body = await new Promise<string>((resolve, reject) => {
      request(
        `${url}/.well-known/authzen-configuration`,
        { ca: cert, headers: { authorization: `Bearer ${TOKEN}` } },
        (response) => {
          text(response).then(resolve, reject);
        },
      )
        .on("error", reject)
        .end();
    });
    expect(JSON.parse(body)).toMatchObject({ policy_decision_point: url });
    await expect(fetch(url.replace("https", "http"))).rejects.toThrow();
    await service.close();
    await pdp.close();
  });
});
