import { generateKeyPairSync, sign } from "node:crypto";

/** A certificate for 127.0.0.1 that vouches for itself, and its key: PEM. */
export function selfSigned(): { readonly cert: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
  });
  // ecdsa-with-SHA256
  const algorithm = der(0x30, Buffer.from("06082a8648ce3d040302", "hex"));
  // CN=localhost
  const name = der(
    0x30,
    der(
      0x31,
      der(0x30, Buffer.from("0603550403", "hex"), der(0x0c, text("localhost"))),
    ),
  );
  const validity = der(
    0x30,
    der(0x17, text("200101000000Z")),
    der(0x17, text("491231235959Z")),
  );
  // subjectAltName: an IP address
  const names = der(0x30, der(0x87, Buffer.from([127, 0, 0, 1])));
  const extension = der(
    0x30,
    Buffer.from("0603551d11", "hex"),
    der(0x04, names),
  );
  const body = der(
    0x30,
    der(0xa0, Buffer.from("020102", "hex")),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(0x30, extension)),
  );
  const signature = sign("sha256", body, privateKey);
  const certificate = der(
    0x30,
    body,
    algorithm,
    der(0x03, Buffer.from([0]), signature),
  );
  const lines = certificate.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    cert: [
      "-----BEGIN CERTIFICATE-----",
      ...lines,
      "-----END CERTIFICATE-----",
      "",
    ].join("\n"),
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size =
    length < 0x80
      ? [length]
      : length < 0x100
        ? [0x81, length]
        : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function text(ascii: string): Buffer {
  return Buffer.from(ascii, "ascii");
}
