import { isMap, isNode, isPair, isScalar, type Document } from 'yaml'
import { phoneDigits, phoneKey } from '../../shared/order/phone'
import { PETZ_GROUP } from '../../shared/order/promotion-uses'
import { MEMBERS } from '../../shared/promotions/schema'

/** The customer groups of the file: who belongs to each, by number. */
export type CustomerGroups = ReadonlyMap<string, ReadonlySet<string>>

/** A mistake, by its place in the text. */
type Wrong = { readonly at: number; readonly sentence: string }

const NAME_MAX = 40

/** Reads the groups beside the promotions; a group with a mistake is left out. */
export function readGroups(document: Document): {
  readonly groups: CustomerGroups
  readonly wrong: readonly Wrong[]
} {
  const groups = new Map<string, ReadonlySet<string>>()
  const wrong: Wrong[] = []
  const block = document.get('groups', true)
  if (block === undefined || block === null) return { groups, wrong }
  if (!isMap(block)) {
    const at = isNode(block) ? (block.range?.[0] ?? 0) : 0
    return { groups, wrong: [{ at, sentence: '"groups" must be a block: each group in a line.' }] }
  }
  for (const pair of block.items) {
    if (!isPair(pair) || !isScalar(pair.key)) continue
    const name = String(pair.key.value)
    const at = pair.key.range?.[0] ?? 0
    const read = MEMBERS.safeParse(isNode(pair.value) ? pair.value.toJS(document) : pair.value)
    const why =
      name === PETZ_GROUP || name.length > NAME_MAX
        ? `must have another name of 1 to ${NAME_MAX} characters`
        : read.error?.issues[0]?.message
    if (read.success && why === undefined) groups.set(name, keysOf(read.data))
    else wrong.push({ at, sentence: `The group ${name} ${why ?? 'cannot be read'}.` })
  }
  return { groups, wrong }
}

/** The groups that have a number. */
export function groupsOf(groups: CustomerGroups, digits: string): readonly string[] {
  const key = phoneKey(digits)
  return [...groups].flatMap(([name, members]) => (members.has(key) ? [name] : []))
}

function keysOf(numbers: readonly string[]): ReadonlySet<string> {
  return new Set(numbers.flatMap((one) => phoneKey(phoneDigits(one) ?? '')))
}
