#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server whose language is Chinese speaks it to people, in lines that fit their terminals: PROTOCOL.md §4.2, §4.18."""

import re
import unicodedata

from rig import Program, Server, Text, demand, run, test

COLUMNS = 80
CHINESE = re.compile('[\u4e00-\u9fff]')
# What a person may type: lists, what is missing or too much, what nobody knows.
COMMANDS = ['help', 'help tell', 'help nothing', 'helpp', 'login', 'look', 'look #nowhere', 'look a b', 'who', 'rooms', 'join', 'join 花园',
            'join !', 'topic', 'topic 四点吃蛋糕', 'topic', 'leave', 'switch #nowhere', 'history', 'history 0', 'say', 'tell', 'tell 小明 你好',
            'tell nobody hello', 'ignore', 'ignore nobody', 'unignore nobody', 'away', 'away 遛狗', 'back', 'name', 'name !', 'name ' + '长' * 60,
            'time', 'version', 'motd', 'ping 1', 'topic ' + '长' * 60, 'topic', 'away ' + '长' * 60, 'who', 'rooms', 'look']


def width(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in 'WF' else 1 for c in line)


def come_in(server, name='小明'):
    person = Text(server.port, name)
    person.say(f'login {name}')
    person.expect('欢迎来到 Natter。这里还没有人：来做第一个吧。', '请输入：login 你的名字   （输入 help 查看更多）', f'你好，{name}。')
    person.expect(f'你在 #lobby。这里有：{name}（你）。')
    return person


def ask(person, line):
    """All that is answered."""
    person.say(line)
    person.say('ping')
    return person.until('Pong！服务器听到你了。')


@test
def sentences():
    """greeting, replies and refusals are Chinese; the words of commands are what is typed"""
    with Server(language='zh_CN') as server:
        person = come_in(server)
        demand(ask(person, 'sya 你好') == ['我不认识“sya”。你是想输入 say 吗？'], 'a refusal')
        demand(ask(person, 'say') == ['缺少内容：say 内容。例如：say 大家早上好'], 'what is missing')
        demand(ask(person, 'say 你好') == ['小明: 你好'], 'what people say stays as it is')
        person.say('logout')
        person.expect('再见，小明。欢迎常来。')


@test
def every_reply():
    """whatever one types, the answer is Chinese, and no line is wider than a terminal"""
    with Server(language='zh_CN') as server:
        person = come_in(server)
        for command in COMMANDS:
            lines = ask(person, command)
            demand(lines and all(CHINESE.search(line) for line in lines if not line.startswith('  ')), f'{command}: {lines}')
            for line in lines:
                demand(width(line) <= COLUMNS, f'{command}: {width(line)} columns: {line}')


@test
def help_is_a_table():
    """help says in Chinese what each command does, in two columns"""
    with Server(language='zh_CN') as server:
        lines = ask(come_in(server), 'help')
        rows = [line for line in lines if line.startswith('  ')]
        demand(len(rows) > 15, f'{len(rows)} rows')
        starts = set()
        for row in rows:
            usage, summary = re.fullmatch(r'  ([a-z]+(?: \S+)*) {2,}(\S.*)', row).groups()
            demand(CHINESE.search(summary), f'not Chinese: {row}')
            starts.add(width(row) - width(summary))
        demand(len(starts) == 1, f'the second column begins at {starts}')


@test
def programs():
    """codes and words for programs are those of every server"""
    with Server(language='zh_CN') as server:
        program = Program(server.port, 'alice')
        program.login()
        program.do('fly', id='x')
        event = program.expect('error', re='x', code='unknown-command')
        demand(CHINESE.search(event['text']), f'for people, but {event["text"]!r}')


run()
