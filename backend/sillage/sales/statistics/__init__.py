"""What a pipeline achieves: conversion, time in stage, win rate, reasons, velocity."""
