// How well the advisor decides in worlds whose truth is known.
import { simulate } from "../simulate/simulate.ts";

process.exitCode = simulate(process.argv.slice(2));
