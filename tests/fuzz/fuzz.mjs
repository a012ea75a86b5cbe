import { runProgram } from '../support/run-program.mjs'

/** `npm run fuzz -- --seed N --minutes M` */
await runProgram(import.meta.dirname)
