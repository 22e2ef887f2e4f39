"""Measures of a ranking against judgements, in the TREC formats. No project code, no dependencies."""
import collections
import math


def read_qrels(path):
    """{query: {document: grade}} of `qid 0 docid grade` lines."""
    qrels = collections.defaultdict(dict)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                query, _, document, grade = line.split()
                qrels[query][document] = int(grade)
    return qrels


def read_run(path):
    """{query: [document, best first]} of `qid Q0 docid rank score tag` lines."""
    run = collections.defaultdict(list)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            query, _, document, rank, _, _ = line.split()
            run[query].append((int(rank), document))
    return {query: [document for _, document in sorted(rows)] for query, rows in run.items()}


def read_topics(path):
    """{query: text} of `qid<TAB>text` lines, in their order."""
    with open(path, encoding="utf-8") as lines:
        return dict(line.rstrip("\n").split("\t", 1) for line in lines if line.strip())


def relevant(grades):
    return {document for document, grade in grades.items() if grade > 0}


def ndcg(grades, ranked, depth=10):
    """Normalised discounted cumulative gain (Jaervelin and Kekaelainen 2002), linear gain; the ideal is made of all
    judged documents, found or not."""
    gains = [max(grades.get(document, 0), 0) for document in ranked[:depth]]
    ideal = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:depth]
    discounted = [sum(g / math.log2(i + 2) for i, g in enumerate(row)) for row in (gains, ideal)]
    return discounted[0] / discounted[1]


def recall_of_best(grades, ranked, depth=3):
    """Whether a document of the best grade that the query has is among the first `depth`: 1 or 0."""
    best = max(grades.values())
    return float(any(grades.get(document, 0) == best for document in ranked[:depth]))


def recall(grades, ranked, depth):
    """The share of the relevant documents (or of `depth`, if they are more) among the first `depth`."""
    wanted = relevant(grades)
    return len(wanted.intersection(ranked[:depth])) / min(len(wanted), depth)


def reciprocal_rank(grades, ranked, depth=10):
    return next((1 / (i + 1) for i, document in enumerate(ranked[:depth]) if grades.get(document, 0) > 0), 0.0)


def mean(values):
    values = list(values)
    return sum(values) / len(values) if values else 0.0
