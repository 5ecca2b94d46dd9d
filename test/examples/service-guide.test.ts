import { execFile } from "node:child_process";
import { glob, readFile } from "node:fs/promises";
