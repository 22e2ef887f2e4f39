"""What the description of the API says of an answer, and a client that can ask for anything."""
import gzip
import html.parser
import json
import pathlib
import re
import socket
import urllib.parse
import xml.etree.ElementTree

import jsonschema

FILE = pathlib.Path(__file__).resolve().parents[2] / "server" / "web" / "openapi.json"
VOID = {"meta", "link", "input", "br", "img", "hr", "path", "rect"}
MARKER = "zq7"    # stands in no page of its own; as the name of an element or attribute it got out of its text


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def type(self):
        return self.headers.get("content-type", "").split(";")[0].strip()

    def json(self):
        return json.loads(self.body)


class Client:
    """Sends bytes as they are, over one connection as long as the server keeps it."""

    def __init__(self, port):
        self.port, self.socket, self.rest = port, None, b""

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket, self.rest = None, b""

    def get(self, target, method="GET", version="1.1", **fields):
        """`target` is text or bytes; fields are those of the head, with _ for -."""
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in {"Host": f"127.0.0.1:{self.port}", **fields}.items()]
        raw = target if isinstance(target, bytes) else target.encode()
        head = method.encode() + b" " + raw + f" HTTP/{version}\r\n".encode() + "\r\n".join(lines).encode() + b"\r\n\r\n"
        return self.send(head, method == "HEAD")

    def send(self, head, bodiless=False):
        for attempt in range(2):    # a kept connection may have been closed meanwhile
            fresh = self.socket is None
            try:
                return self.exchange(head, bodiless)
            except (ConnectionError, BrokenPipeError):
                self.close()
                if fresh or attempt == 1:
                    raise

    def exchange(self, head, bodiless):
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        self.socket.sendall(head)
        answer_head = self.read_until(b"\r\n\r\n").decode("latin-1").split("\r\n")
        status = int(answer_head[0].split()[1])
        headers = {}
        for line in answer_head[1:]:
            name, _, value = line.partition(":")
            if name:
                assert name.lower() not in headers, f"{name} comes twice"
                headers[name.lower()] = value.strip()
        body = b"" if bodiless or status == 304 else self.read(int(headers.get("content-length", 0)))
        if headers.get("connection") == "close":
            self.close()
        if headers.get("content-encoding") == "gzip" and body:
            body = gzip.decompress(body)
        return Answer(status, headers, body)

    def receive(self):
        piece = self.socket.recv(1 << 16)
        if not piece:
            raise ConnectionError("closed")
        self.rest += piece

    def read_until(self, end):
        while end not in self.rest:
            self.receive()
        found, _, self.rest = self.rest.partition(end)
        return found

    def read(self, size):
        while len(self.rest) < size:
            self.receive()
        found, self.rest = self.rest[:size], self.rest[size:]
        return found


class Page(html.parser.HTMLParser):
    """Reads HTML; `faults` are elements that are not closed in order, and names that came from a request."""

    def __init__(self, text, elements=None):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.elements = [], [], elements
        self.feed(text)
        self.close()
        if self.open:
            self.faults.append(f"left open: {self.open}")

    def handle_starttag(self, tag, attributes):
        self.handle_startendtag(tag, attributes)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        if self.elements is not None and tag not in self.elements:
            self.faults.append(f"<{tag}> where only {self.elements} may be")
        if any(MARKER in name for name in [tag, *(name for name, _ in attributes)]):
            self.faults.append(f"markup out of a request: {self.get_starttag_text()}")

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes what is not open")


def markup_faults(value, key=""):
    """What is wrong with the markup in JSON, by the names of its fields."""
    if isinstance(value, dict):
        for name, child in value.items():
            yield from markup_faults(child, name)
    elif isinstance(value, list):
        for child in value:
            yield from markup_faults(child, key)
    elif key in ("html", "title_html"):
        yield from Page(value, {"mark"}).faults
    elif key == "content_html":
        yield from Page(value, {"mark", "p", "a"}).faults


def xml_faults(text):
    try:
        root = xml.etree.ElementTree.fromstring(text)
    except xml.etree.ElementTree.ParseError as error:
        return [f"no XML: {error}"]
    faults = [f"markup out of a request: {element.tag} {element.attrib}" for element in root.iter()
              if MARKER in element.tag or any(MARKER in name for name in element.attrib)]
    for content in root.iter("{http://www.w3.org/2005/Atom}content"):
        faults += Page(content.text or "", {"mark", "p", "a"}).faults
    return faults


class Api:
    def __init__(self):
        self.document = json.loads(FILE.read_text(encoding="utf-8"))
        self.validators = {}
        names = [re.escape(path).replace(r"\{id\}", "[^/]+") for path in self.document["paths"]]
        self.templates = list(zip([re.compile(name) for name in names], self.document["paths"]))

    def resolve(self, node):
        if "$ref" not in node:
            return node
        target = self.document
        for name in node["$ref"][2:].split("/"):
            target = target[name]
        return target

    def validate(self, schema, value):
        """What is wrong with a value by a schema of the description."""
        key = json.dumps(schema)
        if key not in self.validators:
            whole = {**schema, "components": self.document["components"]}    # where its references lead
            self.validators[key] = jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker())
        return [f"{error.json_path}: {error.message[:200]}" for error in self.validators[key].iter_errors(value)]

    def operations(self):
        for path, methods in self.document["paths"].items():
            yield path, methods["get"]

    def operation(self, path):
        """The operation at a path as it is sent, or None for a path that is not described."""
        return next((self.document["paths"][name]["get"] for pattern, name in self.templates if pattern.fullmatch(path)), None)

    def parameters(self, operation):
        return [self.resolve(parameter) for parameter in operation.get("parameters", [])]

    def request(self, operation):
        """The example request of an operation."""
        ids = [parameter["example"] for parameter in self.parameters(operation) if parameter["in"] == "path"]
        return operation["x-example-request"].replace("{id}", urllib.parse.quote(ids[0], safe="") if ids else "")

    def faults(self, path, answer, bodiless=False):
        """What is wrong with the answer to a request of `path`: all that its description does not allow."""
        operation = self.operation(path)
        found = list(self.body_faults(answer)) if not bodiless else []
        if operation is None:
            return found
        responses = operation["responses"]
        response = responses.get(str(answer.status), responses.get(f"{answer.status // 100}XX"))
        if response is None:
            return found + [f"the status {answer.status} is not described"]
        response = self.resolve(response)
        found += self.header_faults(response, answer)
        contents = response.get("content", {})
        if not contents:
            return found + (["there is a body"] if answer.body else [])
        content = contents.get(answer.type)
        if content is None:
            return found + [f"the type {answer.type!r} is not described"]
        if bodiless:
            return found + (["there is a body"] if answer.body else [])
        if "json" in answer.type:
            value = answer.json()
            found += self.validate(content["schema"], value)
            if answer.type == "application/problem+json":
                found += self.problem_faults(content, answer, value)
        elif "const" in content["schema"] and content["schema"]["const"] != answer.body.decode():
            found.append(f"it is {answer.body!r}")
        return found

    def header_faults(self, response, answer):
        for name, reference in response.get("headers", {}).items():
            header, value = self.resolve(reference), answer.headers.get(name.lower())
            if value is None:
                if header.get("required"):
                    yield f"there is no {name}"
            else:
                yield from (f"{name} {fault}" for fault in self.validate(header["schema"], value))

    @staticmethod
    def problem_faults(content, answer, value):
        if value["code"] not in content["examples"]:
            yield f"the problem {value['code']} is not described"
        if value["status"] != answer.status:
            yield f"the problem says {value['status']}"
        if value["instance"] != "urn:request:" + answer.headers["x-request-id"]:
            yield f"the problem is of {value['instance']}, not {answer.headers['x-request-id']}"

    @staticmethod
    def body_faults(answer):
        """What is wrong with a body whatever is described: not what its type says, or markup out of a request."""
        if not answer.body:
            return
        try:
            text = answer.body.decode()
        except UnicodeDecodeError as error:
            yield f"no UTF-8: {error}"
            return
        if f"<{MARKER}" in text and "html" not in answer.type:
            yield "an element out of a request"
        if "json" in answer.type:
            if re.search("[<>\u2028\u2029]", text):
                yield "unescaped characters of HTML"
            yield from markup_faults(json.loads(text))
        elif "xml" in answer.type:
            yield from xml_faults(text)
        elif "html" in answer.type:
            yield from Page(text).faults
