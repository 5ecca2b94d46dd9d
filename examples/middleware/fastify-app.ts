import fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from "fastify";
import { createFlag, permissionsOf, readableFlags, whyNot } from "./answers.ts";
import { callOptions } from "./call-options.ts";
import { type Flag, type FlagAction, toResource } from "./flags.ts";
import { toAction, toNewFlag, toProject, toSwitch } from "./input.ts";
import { toProblem } from "./problem.ts";
import type { Service } from "./service.ts";
import { type Session, sessionOf } from "./sessions.ts";

type Request = FastifyRequest<{ Params: { id: string; action: string } }>;

function authenticate(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: () => void,
): void {
  request.setDecorator("session", sessionOf(request.headers.authorization));
  done();
}

/** Lets a request pass only if its session may take this action on the flag in its path. */
function may({ authorizer, flags }: Service, action: FlagAction) {
  return async (request: Request, reply: FastifyReply): Promise<void> => {
    const session = sessionFor(request);
    const flag = flags.find(session.organization, request.params.id);
    await authorizer.assertAllowed(
      { ...session, action, resource: toResource(flag) },
      callOptions(reply.raw),
    );
    request.setDecorator("flag", flag);
  };
}

function answerErrors({ log }: Service) {
  return (
    error: unknown,
    _request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply => {
    const { status, headers, body, isFault } = toProblem(error);
    if (isFault) log(error);
    return reply.status(status).headers(headers).send(body);
  };
}

function sessionFor(request: FastifyRequest): Session {
  return request.getDecorator("session");
}

function flagFor(request: Request): Flag {
  return request.getDecorator("flag");
}

export function fastifyApp(service: Service): FastifyInstance {
  const app = fastify();
  app.decorateRequest("session", null);
  app.decorateRequest("flag", null);
  app.addHook("onRequest", authenticate);
  app.setErrorHandler(answerErrors(service));

  app.get("/flags", (request, reply) => {
    const project = toProject(request.query);
    const options = callOptions(reply.raw);
    return readableFlags(service, sessionFor(request), project, options);
  });
  app.post("/flags", (request, reply) => {
    const given = toNewFlag(request.body);
    const options = callOptions(reply.raw);
    reply.status(201);
    return createFlag(service, sessionFor(request), given, options);
  });

  // The hook onRequest runs before the body is read.
  const toReaders = { onRequest: may(service, "read") };
  const toEditors = { onRequest: may(service, "edit") };
  app.get("/flags/:id", toReaders, (request: Request, reply) =>
    reply.send(flagFor(request)),
  );
  app.patch("/flags/:id", toEditors, (request: Request, reply) => {
    const change = toSwitch(request.body);
    return reply.send(service.flags.update(flagFor(request), change));
  });
  app.get("/flags/:id/permissions", toReaders, (request: Request, reply) => {
    const options = callOptions(reply.raw);
    const session = sessionFor(request);
    return permissionsOf(service, session, flagFor(request), options);
  });
  app.get(
    "/flags/:id/permissions/:action",
    toReaders,
    (request: Request, reply) => {
      const action = toAction(request.params.action);
      const question = { flag: flagFor(request), action };
      const options = callOptions(reply.raw);
      return whyNot(service, sessionFor(request), question, options);
    },
  );
  return app;
}
