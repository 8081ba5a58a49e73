# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads OpenMetrics 1.0.0 (and the older text of Prometheus) as strictly as the specification has it, for what we use of it."""

import math
import re

NAME = r'[a-zA-Z_:][a-zA-Z0-9_:]*'
LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(rf'({NAME})(?:\{{({LABEL}(?:,{LABEL})*)?\}})? (\S+)')
NUMBER = re.compile(r'[+-]?(\d+(\.\d*)?([eE][+-]?\d+)?|Inf)|NaN')
SUFFIXES = {
    'gauge': [''],
    'counter': ['_total'],
    'histogram': ['_bucket', '_sum', '_count'],
    'info': ['_info'],
}


class Wrong(Exception):
    """It is not OpenMetrics."""


def demand(truth, message):
    if not truth:
        raise Wrong(message)


class Family:
    def __init__(self, name):
        self.name = name
        self.type = self.unit = self.help = None
        self.samples = []           # (suffix, labels, value), as they come

    def value(self, **labels):
        found = [value for _, own, value in self.samples if own == labels]
        demand(len(found) == 1, f'{self.name}{labels} is there {len(found)} times')
        return found[0]


def read_number(text, line):
    demand(NUMBER.fullmatch(text), f'no number: {line!r}')
    return float(text)


def read_labels(text):
    labels = {}
    for name, value in re.findall(rf'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"', text or ''):
        demand(name not in labels, f'the label {name} is there twice: {text}')
        labels[name] = value
    return labels


def check_histogram(family):
    buckets = [(read_number(labels['le'], labels['le']), value) for suffix, labels, value in family.samples if suffix == '_bucket']
    counts = [value for suffix, _, value in family.samples if suffix == '_count']
    demand(all('le' in labels for suffix, labels, _ in family.samples if suffix == '_bucket'), f'{family.name}: a bucket without a bound')
    demand(buckets and buckets[-1][0] == math.inf, f'{family.name} has no last bucket')
    demand([b for b, _ in buckets] == sorted({b for b, _ in buckets}), f'{family.name}: bounds are not in order')
    demand([n for _, n in buckets] == sorted(n for _, n in buckets), f'{family.name} is not cumulative')
    demand(counts == [buckets[-1][1]], f'{family.name}: {counts} in all, {buckets[-1][1]} in buckets')


def check(family, modern):
    demand(family.type in SUFFIXES, f'{family.name} is of type {family.type}')
    demand(family.help, f'{family.name} is not explained')
    demand(family.samples, f'{family.name} has no samples')
    seen = [(suffix, tuple(sorted(labels.items()))) for suffix, labels, _ in family.samples]
    demand(len(seen) == len(set(seen)), f'{family.name} has a sample twice')
    if modern:
        known = ('_seconds', '_bytes')
        demand(family.name.endswith(known) == (family.unit is not None), f'{family.name}: is its unit {family.unit}?')
        demand(family.unit is None or family.name.endswith('_' + family.unit), f'{family.name} does not end with {family.unit}')
        demand(not family.name.endswith('_total'), f'{family.name} ends as a sample does')
    if family.type in ('counter', 'histogram'):
        demand(all(0 <= value < math.inf for _, _, value in family.samples), f'{family.name} counts backwards')
    if family.type == 'histogram':
        check_histogram(family)


class Reader:
    def __init__(self, modern):
        self.modern = modern
        self.families = {}
        self.family = None

    def read_meta(self, line):
        match = re.fullmatch(rf'# (TYPE|UNIT|HELP) ({NAME}) (.+)', line)
        demand(match, f'no such line: {line!r}')
        key, name, text = match[1].lower(), match[2], match[3]
        if self.family is None or self.family.name != name:
            demand(name not in self.families, f'{name} is in pieces')
            self.family = self.families[name] = Family(name)
        demand(not self.family.samples, f'{line!r} comes after its samples')
        demand(getattr(self.family, key) is None, f'{line!r} is there twice')
        demand(self.modern or key != 'unit', f'{line!r} is of another format')
        setattr(self.family, key, text)

    def read_sample(self, line):
        match = SAMPLE.fullmatch(line)
        demand(match, f'no such line: {line!r}')
        demand(self.family is not None, f'{line!r} has no family')
        old = not self.modern and self.family.type != 'histogram'
        suffixes = [''] if old else SUFFIXES.get(self.family.type, [])
        suffix = match[1].removeprefix(self.family.name)
        demand(match[1].startswith(self.family.name) and suffix in suffixes,
               f'{line!r} does not belong to {self.family.name}, a {self.family.type}')
        self.family.samples.append((suffix, read_labels(match[2]), read_number(match[3], line)))


def parse(text, modern=True):
    """name → Family. Raises Wrong."""
    reader = Reader(modern)
    demand(text.endswith('\n'), 'the last line has no end')
    lines = text[:-1].split('\n')
    if modern:
        demand(lines[-1] == '# EOF', f'it ends with {lines[-1]!r}')
        lines.pop()
    demand('# EOF' not in lines, 'it ends in the middle')
    for line in lines:
        demand(line == line.strip() and line, f'a blank too many: {line!r}')
        if line.startswith('#'):
            reader.read_meta(line)
        else:
            reader.read_sample(line)
    for family in reader.families.values():
        check(family, modern)
    return reader.families
