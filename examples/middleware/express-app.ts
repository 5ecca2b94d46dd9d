import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
} from "express";
import { createFlag, permissionsOf, readableFlags, whyNot } from "./answers.ts";
import { callOptions } from "./call-options.ts";
import { type Flag, type FlagAction, toResource } from "./flags.ts";
import { toAction, toNewFlag, toProject, toSwitch } from "./input.ts";
import { toProblem } from "./problem.ts";
import type { Service } from "./service.ts";
import { type Session, sessionOf } from "./sessions.ts";

/** The values that the middleware passes to later handlers. */
interface Locals {
  session: Session;
  flag: Flag;
}

type Handler<Params = { id: string }> = RequestHandler<
  Params,
  unknown,
  unknown,
  unknown,
  Locals
>;

const authenticate: Handler<object> = (request, response, next) => {
  response.locals.session = sessionOf(request.headers.authorization);
  next();
};

/** Lets a request pass only if its session may take this action on the flag in its path. */
function may<Params extends { id: string }>(
  { authorizer, flags }: Service,
  action: FlagAction,
): Handler<Params> {
  return async (request, response, next) => {
    const { session } = response.locals;
    const flag = flags.find(session.organization, request.params.id);
    await authorizer.assertAllowed(
      { ...session, action, resource: toResource(flag) },
      callOptions(response),
    );
    response.locals.flag = flag;
    next();
  };
}

/** Must be the last middleware. */
function answerErrors({ log }: Service): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const { status, headers, body, isFault } = toProblem(error);
    if (isFault) log(error);
    if (response.headersSent) next(error);
    else response.status(status).set(headers).json(body);
  };
}

export function expressApp(service: Service): Express {
  const app = express();
  app.use(authenticate);

  const list: Handler<object> = async (request, response) => {
    const { session } = response.locals;
    const project = toProject(request.query);
    const options = callOptions(response);
    response.json(await readableFlags(service, session, project, options));
  };
  const create: Handler<object> = async (request, response) => {
    const { session } = response.locals;
    const given = toNewFlag(request.body);
    const options = callOptions(response);
    const flag = await createFlag(service, session, given, options);
    response.status(201).json(flag);
  };
  const read: Handler = (_request, response) => {
    response.json(response.locals.flag);
  };
  const edit: Handler = (request, response) => {
    const { flag } = response.locals;
    response.json(service.flags.update(flag, toSwitch(request.body)));
  };
  const permissions: Handler = async (_request, response) => {
    const { session, flag } = response.locals;
    const options = callOptions(response);
    response.json(await permissionsOf(service, session, flag, options));
  };
  const explain: Handler<{ id: string; action: string }> = async (
    request,
    response,
  ) => {
    const { session, flag } = response.locals;
    const question = { flag, action: toAction(request.params.action) };
    const options = callOptions(response);
    response.json(await whyNot(service, session, question, options));
  };

  app.get("/flags", list);
  app.post("/flags", express.json(), create);
  app.get("/flags/:id", may(service, "read"), read);
  // The body is read only after the check.
  app.patch("/flags/:id", may(service, "edit"), express.json(), edit);
  app.get("/flags/:id/permissions", may(service, "read"), permissions);
  app.get("/flags/:id/permissions/:action", may(service, "read"), explain);
  app.use(answerErrors(service));
  return app;
}
