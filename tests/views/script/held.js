// Tells for each claim, time and kind that it is given whether the claim holds then.

import { readFileSync } from "node:fs";

import { holdsWithin } from "../../../graphkit/views/template/script/holding.js";

const cases = JSON.parse(readFileSync(0, "utf-8"));
console.log(JSON.stringify(cases.map(([claim, temporal, time]) => holdsWithin(claim, temporal, time))));
