import { atlas } from "./atlas.ts";
import { dbmate } from "./dbmate.ts";
import { diesel } from "./diesel.ts";
import { drizzle, drizzleWithJournal } from "./drizzle.ts";
import { flyway } from "./flyway.ts";
import { golangMigrate } from "./golang_migrate.ts";
import { goose } from "./goose.ts";
import { nodeSqlite } from "./node_sqlite.ts";
import { prisma } from "./prisma.ts";
import { refinery } from "./refinery.ts";
import { sqlMigrate, sqlMigrateConfigured } from "./sql_migrate.ts";
import { sqlx } from "./sqlx.ts";
import { wrangler } from "./wrangler.ts";
import type { HistoryTool } from "./tool.ts";

/** Every tool whose history is supported, by name. */
export const HISTORY_TOOLS: readonly HistoryTool[] = [
  atlas,
  dbmate,
  diesel,
  drizzleWithJournal,
  drizzle,
  flyway,
  golangMigrate,
  goose,
  nodeSqlite,
  prisma,
  refinery,
  sqlMigrate,
  sqlMigrateConfigured,
  sqlx,
  wrangler,
];
