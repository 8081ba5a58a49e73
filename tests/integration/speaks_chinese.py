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
# What was said, and what becomes of it.
CHANGES = ['say 一点吃饭', 'reply', 'reply 1 好', 'reply 99 好', 'edit', 'edit 那条 好', 'edit last 两点吃饭', 'react 1', 'react 1 很好', 'react 1 👍',
           'unreact 1 👍', 'unreact 1 👍', 'delete last', 'delete last', 'history', 'history 1', 'history before', 'history before 2',
           'history since 0 1', 'history since 99', 'history at 2000-01-01', 'history at 2000-02-30']
SEARCHES = ['search 蛋糕', 'search', 'search ?!', 'search c*', 'search 蛋糕 from:', 'search 蛋糕 in:', 'search 蛋糕 in:#nowhere', 'search 蛋糕 before:昨天',
            'search 蛋糕 has:cake', 'search ' + '长 ' * 40, 'more', 'topic 吃蛋糕', 'say 蛋糕好吃', 'search 蛋糕', 'more']
# Accounts, and who may do what: refused to a guest, or to the owner.
RIGHTS = ['devices', 'password 旧的旧的旧的 新的新的新的', 'forget me', 'kick bob', 'grant bob moderator', 'register', 'register 短', 'register correct-horse 不是',
          'register correct-horse', 'register correct-horse', 'devices', 'password wrong-horse correct-horse',
          'password correct-horse battery-staple',
          'name 小红', 'forget', 'forget me', 'kick', 'kick nobody', 'kick 小明', 'mute bob', 'mute bob 很久', 'unmute bob', 'unban bob', 'unban nobody',
          'grant bob', 'grant bob king', 'grant bob moderator', 'revoke bob', 'invite', 'invite bob', 'private', 'public',
          'help register', 'help ban']
# What everyone in the room is told, in one line.
ACTS = ['mute bob 10m', 'unmute bob', 'kick bob 请不要发广告', 'ban bob 7d', 'unban bob', 'private', 'public']


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


def check(command, lines):
    """The answer is Chinese and fits."""
    demand(lines and all(CHINESE.search(line) for line in lines if not line.startswith('  ')), f'{command}: {lines}')
    for line in lines:
        demand(width(line) <= COLUMNS, f'{command}: {width(line)} columns: {line}')


def ask_all(person, commands):
    for command in commands:
        check(command, ask(person, command))


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
        ask_all(person, COMMANDS)


@test
def changes():
    """so are the answers about a message that was said"""
    with Server(language='zh_CN') as server:
        ask_all(come_in(server), CHANGES)


@test
def searches():
    """so are those of a search, more than one page of it too"""
    with Server(language='zh_CN') as server:
        person = come_in(server)
        ask_all(person, SEARCHES)
        for _ in range(20):
            ask(person, 'say 吃蛋糕')
        ask_all(person, ['search 吃蛋糕', 'more', 'more'])


@test
def accounts_and_roles():
    """so are the answers about accounts, and about who may do what"""
    with Server(language='zh_CN') as server:
        person = come_in(server)
        other = Text(server.port, 'bob')
        other.say('login bob')
        person.expect('bob 加入了聊天。')
        ask_all(person, RIGHTS)
        for act in ACTS:
            if act == 'private':
                ask_all(person, ['join 阁楼'])
            person.say(act)
            check(act, [person.line()])
        person.say('forget me really')
        person.expect('你的账号已注销。后会有期。')


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
