CREATE TABLE "Order" (id INTEGER PRIMARY KEY, "placedAt" TEXT, "paidAt" TEXT, CHECK ("paidAt" >= "placedAt"));
