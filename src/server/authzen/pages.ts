import { createHash } from "node:crypto";
import { badRequest } from "../http/errors.ts";
import type { Limits } from "../http/limits.ts";
import type { PageRequest, PageResponse } from "./messages.ts";
import { byCodeUnits } from "../../util/order.ts";

/** The part of the results that a request asks for. */
export interface Page {
  /** The most results. */
  readonly limit: number;
  /** The key after which the page begins; absent for the first page. */
  readonly after?: string | undefined;
  /** The description of the page in the response. */
  response(count: number, next: string | undefined): PageResponse;
}

/** The contents of a page token. */
interface Position {
  readonly after: string;
  readonly limit: number;
}

/**
 * The page that a search asks for. AuthZEN, "Pagination".
 *
 * A token holds where the next page begins, and a digest of that and of the search. So every server understands the
 * tokens of the others, and a token of another search is refused. A token need not be secret, because it gives no
 * rights: the server decides everything on the next page again.
 *
 * @param search everything that the results depend on: the path and all entities of the request
 * @throws {ApiError} if the token or the limit is not that of the previous page
 */
export function readPage(
  { token = "", limit }: PageRequest = {},
  search: unknown,
  { page: { most, usual } }: Limits,
): Page {
  // A limit may be any number from 1. It is only a maximum, so fewer results keep to it.
  const given = limit === undefined ? undefined : Math.min(limit, most);
  const position = token === "" ? undefined : readToken(token, search, most);
  if (
    position !== undefined &&
    given !== undefined &&
    given !== position.limit
  ) {
    const message = `It must be ${position.limit}, as on the first page.`;
    throw badRequest([{ pointer: "/page/limit", message }]);
  }
  const size = position?.limit ?? given ?? usual;
  return {
    limit: size,
    after: position?.after,
    response: (count, next) => ({
      next_token:
        next === undefined
          ? ""
          : writeToken({ after: next, limit: size }, search),
      count,
    }),
  };
}

function writeToken({ after, limit }: Position, search: unknown): string {
  return seal(JSON.stringify([after, limit]), search);
}

/** @throws {ApiError} if it is not a token of this search */
function readToken(token: string, search: unknown, most: number): Position {
  const text = Buffer.from(token.replace(/\..*/s, ""), "base64url").toString();
  if (token !== seal(text, search)) {
    const message =
      "It is not a token of this search. Send the next_token of the previous page, and change nothing else.";
    throw badRequest([{ pointer: "/page/token", message }]);
  }
  return readPosition(text, most);
}

/**
 * Anybody can make a token, so its contents are checked like the rest of a request.
 *
 * @throws {ApiError} if it does not hold a position
 */
function readPosition(text: string, most: number): Position {
  try {
    const position: unknown = JSON.parse(text);
    if (Array.isArray(position) && position.length === 2) {
      const [after, limit] = position as readonly unknown[];
      if (
        typeof after === "string" &&
        typeof limit === "number" &&
        Number.isInteger(limit) &&
        limit >= 1 &&
        limit <= most
      ) {
        return { after, limit };
      }
    }
  } catch {
    // The error follows below.
  }
  throw badRequest([
    { pointer: "/page/token", message: "It is not a token of a search." },
  ]);
}

function seal(text: string, search: unknown): string {
  return `${Buffer.from(text).toString("base64url")}.${digest(text, search)}`;
}

function digest(text: string, search: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify([text, canonical(search)]))
    .digest("base64url")
    .slice(0, 22);
}

/** Equal for requests that differ only in the order of their fields. */
function canonical(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(canonical);
  return Object.entries(value)
    .sort(([a], [b]) => byCodeUnits(a, b))
    .map(([name, each]) => [name, canonical(each)]);
}
