import { EVENTS } from './0001-events'
import { TERMINAL } from './0002-terminal'
import type { Migration } from './migration'

/** Every step of the schema, oldest first. */
export const MIGRATIONS: readonly Migration[] = [EVENTS, TERMINAL]

/** The number of the schema that they come to. */
export const SCHEMA = Math.max(...MIGRATIONS.map((step) => step.number))
