CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"actor_id" text NOT NULL,
	"actor" json NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone NOT NULL,
	"refresh_token" text,
	"asking_until" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "sessions_by_actor" ON "sessions" USING btree ("actor_id");