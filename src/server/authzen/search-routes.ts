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
  type SearchBasis,
} from "./search.ts";

/** The three Search APIs, for subjects, resources and actions. */
export function searchRoutes(
  server: FastifyInstance,
  paths: Readonly<Record<"subject" | "resource" | "action", string>>,
  basis: SearchBasis,
): void {
  searchRoute(server, paths.subject, basis, readSubjectSearch, searchSubjects);
  searchRoute(
    server,
    paths.resource,
    basis,
    readResourceSearch,
    searchResources,
  );
  searchRoute(server, paths.action, basis, readActionSearch, searchActions);
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
  basis: SearchBasis,
  read: Reader<Request>,
  search: (
    basis: SearchBasis,
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
      basis.limits,
    );
    const options = {
      deadline: basis.limits.longDeadline,
      signal: hangUpSignal(reply),
    };
    const {
      results,
      next,
      context: notFound,
    } = await search(basis, {
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

/** Unknown names of these are errors, because a search with them means nothing. */
const WRONG: ReadonlySet<string> = new Set([
  "action",
  "attribute",
  "organization",
]);
