/*
 * What can become of an answer, one function each. "Before" means that the provider has done nothing, "after"
 * that it has done its part and only the answer goes wrong.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { give, type Told, type Trouble, type Way } from './line'

/** When the trouble strikes. */
export type When = 'before' | 'after'

/** Nothing comes back. */
export function silence(when: When): Trouble {
  return {
    isSilent: true,
    play: async (way) => {
      if (when === 'after') await way.forward()
    },
  }
}

/** The connection breaks in the middle of the body. */
export function reset(when: When): Trouble {
  return {
    play: async ({ response, forward }) => {
      const told = when === 'after' ? await forward() : { text: '{"half":"of it"}', headers: {} }
      response.writeHead(200, { ...told.headers, 'Content-Length': String(told.text.length + 9) })
      response.write(told.text.slice(0, Math.ceil(told.text.length / 2)), () => {
        response.socket?.resetAndDestroy()
      })
    },
  }
}

/** Another status, with a body and headers of its own. */
export function status(
  code: number,
  when: When,
  rest: { readonly text?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Trouble {
  return {
    play: async ({ response, forward }) => {
      if (when === 'after') await forward()
      give(response, { status: code, headers: rest.headers ?? {}, text: rest.text ?? '' })
    },
  }
}

/** The provider has done its part; its answer is made into something else. */
export function told(change: (told: Told) => Told): Trouble {
  return {
    play: async ({ response, forward }) => {
      give(response, change(await forward()))
    },
  }
}

/** The same, with another text. */
export function text(change: (text: string) => string): Trouble {
  return told((one) => ({ ...one, text: change(one.text) }))
}

/** The same, with another content. */
export function content(change: (body: Body) => unknown): Trouble {
  return text((given) => JSON.stringify(change(JSON.parse(given) as Body)))
}

/** The same, each entry of a list with another content; a body that is no list is one entry. */
export function entries(change: (entry: Body) => unknown): Trouble {
  return text((given) => {
    const body: unknown = JSON.parse(given)
    return JSON.stringify(Array.isArray(body) ? body.map(change) : change(body as Body))
  })
}

/** A JSON object of either provider. */
export type Body = Readonly<Record<string, unknown>>

/** Written by hand: headers, body and their timing. */
export function raw(play: (way: Way) => Promise<void>, isSilent = false): Trouble {
  return { isSilent, play }
}

/** One byte every so often, so that it never ends. */
export function drip(everyMs: number): Trouble {
  return raw(async ({ response, forward }) => {
    response.writeHead(200, { 'Content-Type': 'application/json' }).flushHeaders()
    const { text: body } = await forward()
    for (const letter of body) {
      if (response.destroyed) return
      response.write(letter)
      await pause(everyMs)
    }
    response.end()
  }, true)
}

/** The same answer, given out when a test says so. */
export function late(when: When): { readonly trouble: Trouble; readonly go: () => void } {
  let go: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (go = resolve))
  const trouble = raw(async ({ response, forward }) => {
    const early = when === 'after' ? await forward() : null
    await gate
    give(response, early ?? (await forward()))
  })
  return { trouble, go }
}
