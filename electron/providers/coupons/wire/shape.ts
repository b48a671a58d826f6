/*
 * How a dictionary becomes a message. A shape lists the fields of one message: our name, and the name on the
 * wire. Writing sends the listed fields and nothing else; reading ignores what is not listed. A field left
 * out of a message stays as it is at the other end; a field sent as null is cleared there.
 */
import { assert } from '../../../../shared/assert'

/** A field's wire name, or an object or a list of objects below it. */
export type Field = string | ObjectField<Shape> | ListField<Shape>

/** The fields of one message by our names. */
export type Shape = { readonly [ours: string]: Field }

/** An object inside a message. */
export type ObjectField<S> = { readonly kind: 'object'; readonly name: string; readonly fields: S }

/** A list of objects inside a message. */
export type ListField<S> = { readonly kind: 'list'; readonly name: string; readonly fields: S }

/** What may be written into a shape; `undefined` leaves the field out. */
export type Written<S> = {
  readonly [K in keyof S]?: S[K] extends ObjectField<infer F>
    ? Written<F>
    : S[K] extends ListField<infer F>
      ? readonly Written<F>[]
      : unknown
}

/** What a shape reads: plain fields unjudged, `undefined` when absent; lists never absent. */
export type Read<S> = {
  readonly [K in keyof S]: S[K] extends ObjectField<infer F>
    ? Read<F> | null
    : S[K] extends ListField<infer F>
      ? readonly Read<F>[]
      : unknown
}

/** A JSON object as it stands on the wire. */
export type WireObject = Readonly<Record<string, unknown>>

/** Longest list read; a service that sends more has lost its mind. */
const LIST_MAX = 1000

/** Describes an object inside a message. */
export function object<S extends Shape>(name: string, fields: S): ObjectField<S> {
  return { kind: 'object', name, fields }
}

/** Describes a list of objects inside a message. */
export function list<S extends Shape>(name: string, fields: S): ListField<S> {
  return { kind: 'list', name, fields }
}

/**
 * Writes a message with the wire's names, in the order of the shape.
 * @throws Bug  a field that the shape does not list
 */
export function write<S extends Shape>(shape: S, data: Written<S>): WireObject {
  for (const ours of Object.keys(data)) {
    assert(Object.hasOwn(shape, ours), `No field ${ours} in this message`)
  }
  const wire: Record<string, unknown> = {}
  for (const [ours, field] of Object.entries(shape)) {
    const value: unknown = Reflect.get(data, ours)
    if (value === undefined) continue
    if (typeof field === 'string') wire[field] = value
    else if (value === null) wire[field.name] = null
    else if (field.kind === 'object')
      wire[field.name] = write(field.fields, value as Written<Shape>)
    else {
      const rows = value as readonly Written<Shape>[]
      wire[field.name] = rows.map((row) => write(field.fields, row))
    }
  }
  return wire
}

/** Reads a message by our names. Anything that is no object reads as one without fields. */
export function read<S extends Shape>(shape: S, body: unknown): Read<S> {
  const wire = asObject(body) ?? {}
  const data: Record<string, unknown> = {}
  for (const [ours, field] of Object.entries(shape)) {
    if (typeof field === 'string') {
      data[ours] = own(wire, field)
      continue
    }
    const value = own(wire, field.name)
    if (field.kind === 'object') data[ours] = asObject(value) ? read(field.fields, value) : null
    else data[ours] = asList(value).map((row) => read(field.fields, row))
  }
  return data as Read<S>
}

/** The way to the first list or object of a message that is neither there nor absent; null when all fit. */
export function misfit(shape: Shape, body: WireObject): string | null {
  for (const field of Object.values(shape)) {
    if (typeof field === 'string') continue
    const value = own(body, field.name)
    if (value === undefined || value === null) continue
    const rows: readonly unknown[] = field.kind === 'object' ? [value] : asList(value)
    if (field.kind === 'list' && !Array.isArray(value)) return field.name
    for (const row of rows) {
      const inner = asObject(row)
      const wrong = inner === null ? '' : misfit(field.fields, inner)
      if (wrong !== null) return wrong === '' ? field.name : `${field.name}.${wrong}`
    }
  }
  return null
}

/** Lists the wire names in a message that its shape does not know, with the way to each. */
export function strangers(shape: Shape, body: unknown): readonly string[] {
  const wire = asObject(body)
  if (!wire) return []
  const fields = new Map(
    Object.values(shape).map((field) => [typeof field === 'string' ? field : field.name, field]),
  )
  return Object.entries(wire).flatMap(([name, value]) => {
    const field = fields.get(name)
    if (field === undefined) return [name]
    if (typeof field === 'string') return []
    const rows = field.kind === 'list' ? asList(value) : [value]
    return rows.flatMap((row) => strangers(field.fields, row)).map((inner) => `${name}.${inner}`)
  })
}

/** Lists every wire name in a shape. */
export function namesOf(shape: Shape): readonly string[] {
  return Object.values(shape).flatMap((field) =>
    typeof field === 'string' ? [field] : [field.name, ...namesOf(field.fields)],
  )
}

/** A JSON object, or null. */
export function asObject(value: unknown): WireObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as WireObject)
    : null
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, LIST_MAX) : []
}

function own(wire: WireObject, name: string): unknown {
  return Object.hasOwn(wire, name) ? wire[name] : undefined
}
