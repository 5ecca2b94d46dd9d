import type { FastifyInstance } from "fastify";
import { UnknownNameError } from "../../errors/unknown-name-error.ts";
import { hangUpSignal } from "../http/hang-up.ts";
import type { ActionEntity, PageRequest } from "./messages.ts";
import { readPage } from "./pages.ts";
import {
  type Reader,
  readActionSearch,
  readResourceSearch,
  readSubjectSearch,
} from "./schemas.ts";
import { searchActions } from "./search-actions.ts";
import { searchResources } from "./search-resources.ts";
import { searchSubjects } from "./search-subjects.ts";
import {
  NotFoundError,
  type Results,
  type Search,
  type Searcher,
} from "./searcher.ts";

/** The three Search APIs, for subjects, resources and actions. */
export function searchRoutes(
  server: FastifyInstance,
  paths: Readonly<Record<"subject" | "resource" | "action", string>>,
  searcher: Searcher,
): void {
  searchRoute(
    server,
    paths.subject,
    searcher,
    readSubjectSearch,
    searchSubjects,
  );
  searchRoute(
    server,
    paths.resource,
    searcher,
    readResourceSearch,
    searchResources,
  );
  searchRoute(server, paths.action, searcher, readActionSearch, searchActions);
}

interface SearchRequest {
  readonly subject: { readonly type: string };
  readonly action?: ActionEntity;
  readonly resource: { readonly type: string };
  readonly context?: unknown;
  readonly page?: PageRequest;
}

function searchRoute<Request extends SearchRequest, Entity>(
  server: FastifyInstance,
  path: string,
  searcher: Searcher,
  read: Reader<Request>,
  search: (
    searcher: Searcher,
    search: Search<Request>,
  ) => Promise<Results<Entity>>,
): void {
  server.post(path, async ({ body, log, client }, reply) => {
    const start = performance.now();
    const request = read(body);
    const { subject, action, resource, context } = request;
    const page = readPage(
      request.page,
      { path, subject, action, resource, context },
      searcher.limits,
    );
    const options = {
      deadline: searcher.limits.longDeadline,
      signal: hangUpSignal(reply),
    };
    const {
      results,
      next,
      context: notFound,
    } = await search(searcher, {
      request,
      page,
      options,
    }).catch(nothingFound);
    log.info(
      {
        client,
        path,
        subjectType: subject.type,
        action: action?.name,
        kind: resource.type,
        results: results.length,
        ms: Math.round((performance.now() - start) * 100) / 100,
      },
      "search",
    );
    return {
      page: page.response(results.length, next),
      ...(notFound === undefined ? {} : { context: notFound }),
      results,
    };
  });
}

/** An empty page that says which name is unknown. Other errors stay errors. */
function nothingFound(error: unknown): Results<never> {
  const isUnknown =
    error instanceof NotFoundError ||
    (error instanceof UnknownNameError && !WRONG.has(error.what));
  if (!isUnknown) throw error;
  return {
    results: [],
    context: { error: { status: 404, message: error.message } },
  };
}

/** Unknown names of these sorts stay errors, because without them there is no question. */
const WRONG: ReadonlySet<string> = new Set([
  "action",
  "attribute",
  "organization",
]);
