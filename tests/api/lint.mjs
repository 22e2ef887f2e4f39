// Holds the API's description against JSON Schema's own rules, strictly: every schema compiles, every example is what
// its schema says, and nothing is defined that nobody uses.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import test from "node:test";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const text = await readFile(new URL("../../server/web/openapi.json", import.meta.url), "utf8");
const api = JSON.parse(text);

/// `reference` is "#/components/schemas/Hit".
const at = (reference) => reference.slice(2).split("/").reduce((node, name) => node[name], api);
const resolve = (node) => (node.$ref ? at(node.$ref) : node);

const ajv = new Ajv({ strict: true, strictTypes: true, allowUnionTypes: true, strictRequired: true, allErrors: true });
addFormats(ajv);
ajv.addVocabulary(["x-cut-at-characters", "x-cut-at-bytes", "x-bytes-max"]);
const moved = (schema) => JSON.parse(JSON.stringify(schema).replaceAll("#/components/schemas/", "api:#/$defs/"));
ajv.addSchema({ $id: "api:", $defs: moved(api.components.schemas) });
const compiled = (schema) => ajv.compile(moved(schema));

function* nodes(node, path = "#") {
  if (node === null || typeof node !== "object") return;
  yield [node, path];
  for (const [name, child] of Object.entries(node)) yield* nodes(child, `${path}/${name}`);
}

test("every schema is strict and compiles", () => {
  for (const [name, schema] of Object.entries(api.components.schemas)) {
    assert.doesNotThrow(() => compiled(schema), name);
    if (schema.type !== "object") continue;
    assert.equal(schema.additionalProperties, false, name);
    for (const [property, value] of Object.entries(schema.properties))
      assert.ok(value.description ?? resolve(value).description, `${name}.${property} says nothing`);
  }
  for (const [node, path] of nodes(api.paths)) if (node.schema) assert.doesNotThrow(() => compiled(node.schema), path);
  for (const [node, path] of nodes(api.components)) if (node.schema) assert.doesNotThrow(() => compiled(node.schema), path);
});

test("every example is what its schema says", () => {
  let seen = 0;
  for (const [node, path] of nodes(api)) {
    if (!node.schema || path.includes("/examples/")) continue;
    const examples = Object.values(node.examples ?? {}).map((example) => resolve(example).value);
    if ("example" in node) examples.push(node.example);
    const validate = compiled(node.schema);
    for (const example of examples) assert.ok(validate(example), `${path}: ${ajv.errorsText(validate.errors)}`), ++seen;
  }
  assert.ok(seen > 20, `${seen} examples`);
});

test("every answer has an example, and every path one request that is answered", () => {
  for (const [path, { get, ...others }] of Object.entries(api.paths)) {
    assert.deepEqual(others, {}, path);
    assert.ok(get["x-example-request"].startsWith(path), path);
    for (const [status, response] of Object.entries(get.responses))
      for (const [type, content] of Object.entries(resolve(response).content ?? {}))
        assert.ok("example" in content || Object.keys(content.examples ?? {}).length > 0, `${path} ${status} ${type}`);
  }
});

test("what is defined is used, and what is used is defined", () => {
  const used = new Set();
  for (const [node, path] of nodes(api))
    if (node.$ref) {
      assert.ok(at(node.$ref), `${path}: ${node.$ref}`);
      used.add(node.$ref);
    }
  for (const [kind, entries] of Object.entries(api.components))
    for (const name of Object.keys(entries)) assert.ok(used.has(`#/components/${kind}/${name}`), `${kind} ${name}`);
});

test("holds nothing that could end an element of HTML", () => assert.doesNotMatch(text, /[<>\u2028\u2029]/));
