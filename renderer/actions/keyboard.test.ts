import { beforeEach, describe, expect, test } from 'vitest'
import { order0042, viewOf } from '../screens/payment/fixtures'
import { useDraftStore } from '../stores/draft'
import type { Action, Situation } from './action'
import { Keyboard, type KeyPress } from './keyboard'

const situation: Situation = {
  view: viewOf(order0042()),
  terminal: null,
  draft: useDraftStore.getState(),
}
let now = 0
let pressed: string[] = []

function action(name: string, key: string, refusal: string | null = null): Action {
  return { name, label: name, key, refusal: () => refusal, run: () => void pressed.push(name) }
}

function keyDown(key: string, more: Partial<KeyPress> = {}): KeyPress {
  const nothing = (): void => undefined
  return {
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    repeat: false,
    target: null,
    preventDefault: nothing,
    stopPropagation: nothing,
    ...more,
  }
}

function keyboard(): Keyboard {
  return new Keyboard(
    () => now,
    () => situation,
  )
}

beforeEach(() => {
  now = 1000
  pressed = []
  useDraftStore.setState({ refused: null })
})

describe('the keyboard', () => {
  test('a key presses the action of its screen', () => {
    const keys = keyboard()
    keys.add({ kind: 'screen', actions: [action('send', 'F6'), action('stay', 'F7')] })
    expect(keys.handle(keyDown('F7'))).toBe(true)
    expect(pressed).toEqual(['stay'])
  })

  test('a key that repeats presses once', () => {
    const keys = keyboard()
    keys.add({ kind: 'screen', actions: [action('send', 'F6')] })
    keys.handle(keyDown('F6'))
    keys.handle(keyDown('F6', { repeat: true }))
    expect(pressed).toEqual(['send'])
  })

  test('a dialog covers the keys of everything below, until it is closed', () => {
    const keys = keyboard()
    keys.add({ kind: 'window', actions: [action('help', 'F1')] })
    keys.add({ kind: 'screen', actions: [action('back', 'Escape')] })
    const close = keys.add({ kind: 'dialog', actions: [action('close', 'Escape')] })
    keys.handle(keyDown('Escape'))
    expect(keys.handle(keyDown('F1'))).toBe(false)
    close()
    keys.handle(keyDown('Escape'))
    expect(pressed).toEqual(['close', 'back'])
  })

  test('a refused action is not done, and says why', () => {
    const keys = keyboard()
    keys.add({ kind: 'screen', actions: [action('send', 'F6', 'Not yet')] })
    keys.handle(keyDown('F6'))
    expect(pressed).toEqual([])
    expect(useDraftStore.getState().refused).toBe('Not yet')
  })

  test('the next press that works takes the reason away', () => {
    const keys = keyboard()
    useDraftStore.setState({ refused: 'Not yet' })
    keys.press(action('stay', 'F7'))
    expect(useDraftStore.getState().refused).toBeNull()
  })

  test('a key within a list means nothing elsewhere', () => {
    const keys = keyboard()
    const more = { ...action('more', '+'), within: '[data-lines]' }
    keys.add({ kind: 'screen', actions: [more] })
    expect(keys.handle(keyDown('+'))).toBe(false)
  })
})

describe('the forward button', () => {
  test('ignores presses for 400 ms after its meaning has changed', () => {
    const keys = keyboard()
    const leave = keys.add({ kind: 'screen', actions: [action('pay', 'F9')] })
    keys.handle(keyDown('F9'))
    leave()
    keys.add({ kind: 'screen', actions: [action('take-cash', 'F9')] })
    now += 399
    keys.handle(keyDown('F9'))
    expect(pressed).toEqual(['pay'])
    now += 1
    keys.handle(keyDown('F9'))
    expect(pressed).toEqual(['pay', 'take-cash'])
  })

  test('is not guarded while it means the same in another panel', () => {
    const keys = keyboard()
    const leave = keys.add({ kind: 'screen', actions: [action('pay', 'F9')] })
    leave()
    keys.add({ kind: 'screen', actions: [action('pay', 'F9')] })
    keys.handle(keyDown('F9'))
    expect(pressed).toEqual(['pay'])
  })
})
