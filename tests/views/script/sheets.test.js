// Spreadsheets.

import assert from "node:assert/strict";
import test from "node:test";

import { csvOf, fileNameOf } from "../../../graphkit/views/template/script/sheets.js";

const rows = (...cells) => csvOf(["a"], cells.map((cell) => [cell])).slice(1).split("\r\n").slice(1, -1);

test("it begins with the mark that tells spreadsheets of UTF-8, and lines end as they want", () => {
  assert.equal(csvOf(["a", "b"], [["1", 2]]), "\ufeffa,b\r\n1,2\r\n");
});

test("what a spreadsheet would run is a text", () => {
  assert.deepEqual(rows("=1+1", "+1", "-1", "@SUM(A1)", "\tx"), ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx"]);
  assert.deepEqual(rows(-1, "a=b"), ["-1", "a=b"]);
});

test("cells with commas, quotes, lines and blanks at their ends are quoted", () => {
  assert.deepEqual(csvOf(["a"], [['x "y", z'], ["two\nlines"], [" x"], [undefined]]).slice(1),
    'a\r\n"x ""y"", z"\r\n"two\nlines"\r\n" x"\r\n\r\n');
});

test("a file is called by the words of the title, and by nothing that leads elsewhere", () => {
  assert.equal(fileNameOf("The quarrel of Åsby: 2014/2016", "png"), "the-quarrel-of-åsby-2014-2016.png");
  assert.equal(fileNameOf("../../etc/passwd", "csv"), "etc-passwd.csv");
  assert.equal(fileNameOf("<>\u0000", "svg"), "graph.svg");
  assert.ok(fileNameOf("long ".repeat(100), "svg").length < 70);
});
