import { createHash } from "node:crypto";
import { badRequest } from "../http/errors.ts";
import type { Limits } from "../http/limits.ts";
import type { PageRequest, PageResponse } from "./messages.ts";

/** Which part of the results a request is for. */
export interface Page {
  /** The most results. */
  readonly limit: number;
  /** Only what comes after this; from the beginning, if absent. */
  readonly after?: string | undefined;
  /** What the response says of the page. */
  response(count: number, next: string | undefined): PageResponse;
}

/** What a token holds. */
interface Position {
  readonly after: string;
  readonly limit: number;
}

/**
 * The page that a search is for. Source: AuthZEN, "Pagination".
 *
 * A token holds where the next page begins, and a digest of that and of the search that it continues: so any server understands
 * the tokens of any other, and one that belongs to another search is refused. It is no secret and needs none,
 * for it gives nothing: everything on the next page is decided anew.
 *
 * @param search what the results depend on: the path, and every entity of the request
 * @throws {ApiError} where the token or the limit is not that of the page before
 */
export function readPage(
  { token = "", limit }: PageRequest = {},
  search: unknown,
  { page: { most, usual } }: Limits,
): Page {
  // Any number from 1 on is a limit; it is a most, which less than asked for keeps.
  const given = limit === undefined ? undefined : Math.min(limit, most);
  const position = token === "" ? undefined : readToken(token, search, most);
  if (
    position !== undefined &&
    given !== undefined &&
    given !== position.limit
  ) {
    const message = `It must stay as it was on the first page, which was ${position.limit}.`;
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

/** @throws {ApiError} where it is no token of this search */
function readToken(token: string, search: unknown, most: number): Position {
  const text = Buffer.from(token.replace(/\..*/s, ""), "base64url").toString();
  if (token !== seal(text, search)) {
    const message =
      "It is not a token of this search: send the next_token of the page before, with everything else as it was.";
    throw badRequest([{ pointer: "/page/token", message }]);
  }
  return readPosition(text, most);
}

/**
 * Anybody can make a token, so what it holds is looked at like anything else in a request.
 *
 * @throws {ApiError} where it is no position
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
    // It is told below.
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

/** The same for requests that say the same, in whatever order. */
function canonical(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(canonical);
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, each]) => [name, canonical(each)]);
}
